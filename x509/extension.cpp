// Extension (RFC 5280, 4.1.2.9): the frame that every extension of certificates and CRLs shares.
#include "x509/extension.hpp"

#include <algorithm>
#include <utility>

namespace smime::x509 {
namespace {

constexpr std::size_t kMaxExtensions = 256;

}  // namespace

Extension Extension::read(asn1::Reader& reader) {
  asn1::Reader fields = reader.sequence("extension");
  Extension extension;
  extension.extn_id = fields.object_identifier("extnID");
  if (fields.next_is(asn1::kBoolean)) {
    extension.critical = fields.boolean("critical");
    if (!extension.critical && fields.rules().distinguished) {
      throw fields.error(ErrorKind::not_der, "critical FALSE written out",
                         "a default value is left out", "X.690, 11.5");
    }
  }
  extension.extn_value = fields.octet_string("extnValue");
  fields.finish();
  return extension;
}

void Extension::write(asn1::Writer& writer) const {
  writer.sequence([&](asn1::Writer& fields) {
    fields.object_identifier(extn_id);
    if (critical) fields.boolean(true);
    fields.octet_string(extn_value);
  });
}

Extensions::Extensions(std::vector<Extension> list) : list_(std::move(list)) {}

Extensions Extensions::read(asn1::Reader& reader, std::string_view name) {
  asn1::Reader list = reader.sequence(name);
  if (list.empty()) {
    throw list.error(ErrorKind::malformed, "an empty list of extensions",
                     "it holds at least one, or is left out", "RFC 5280, 4.1.2.9");
  }
  Extensions extensions;
  while (!list.empty()) {
    Extension extension = Extension::read(list);
    if (extensions.contains(extension.extn_id)) {
      throw list.error(ErrorKind::malformed, "extension " + extension.extn_id.dotted() + " twice",
                       "an extension stands once", "RFC 5280, 4.2");
    }
    if (extensions.size() == kMaxExtensions) {
      throw list.error(ErrorKind::limit_exceeded, "more than 256 extensions",
                       "there are at most 256 here", "");
    }
    extensions.list_.push_back(std::move(extension));
  }
  return extensions;
}

void Extensions::write(asn1::Writer& writer) const {
  writer.sequence([&](asn1::Writer& list) {
    for (const Extension& extension : list_) extension.write(list);
  });
}

const Extension* Extensions::find(const ObjectIdentifier& extn_id) const {
  const auto found = std::ranges::find(list_, extn_id, &Extension::extn_id);
  return found == list_.end() ? nullptr : &*found;
}

void Extensions::set(Extension extension) {
  const auto found = std::ranges::find(list_, extension.extn_id, &Extension::extn_id);
  if (found == list_.end()) {
    list_.push_back(std::move(extension));
  } else {
    *found = std::move(extension);
  }
}

void Extensions::remove(const ObjectIdentifier& extn_id) {
  std::erase_if(list_, [&](const Extension& extension) { return extension.extn_id == extn_id; });
}

}  // namespace smime::x509
