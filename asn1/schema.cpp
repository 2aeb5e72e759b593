// Descriptions of ASN.1 types: finding the component that a value is.
#include "asn1/schema.hpp"

namespace smime::asn1 {

bool SchemaField::fits(const Tag& found) const {
  return !tag || (tag->tag_class == found.tag_class && tag->number == found.number);
}

Schema::Schema(std::vector<SchemaType> types, std::map<ObjectIdentifier, std::string_view> promises)
    : promises_(std::move(promises)) {
  for (SchemaType& type : types) types_.emplace(type.name, std::move(type));
}

const SchemaType* Schema::type(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? nullptr : &found->second;
}

std::string_view Schema::promised_by(const ObjectIdentifier& oid) const {
  const auto found = promises_.find(oid);
  return found == promises_.end() ? std::string_view() : found->second;
}

SchemaField SchemaCursor::take(const Tag& found) {
  if (type_ == nullptr) return {};
  // A component that does not fit was left out, unless none of the later ones fits either.
  for (std::size_t i = type_->repeats ? 0 : next_; i < type_->fields.size(); ++i) {
    if (!type_->fields[i].fits(found)) continue;
    next_ = i + 1;
    return type_->fields[i];
  }
  return {};
}

}  // namespace smime::asn1
