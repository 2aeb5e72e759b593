// GeneralName (RFC 5280, 4.2.1.6): the nine kinds of name that extensions speak of.
#include "x509/general_name.hpp"

#include <algorithm>

#include "primitives/text_encodings.hpp"

namespace smime::x509 {
namespace {

using Type = GeneralNameType;

constexpr std::size_t kMaxNames = 10'000;

bool is_constructed(Type type) {
  return type == Type::other_name || type == Type::x400_address || type == Type::directory_name ||
         type == Type::edi_party_name;
}

asn1::Tag tag_of(Type type) {
  return asn1::context(static_cast<std::uint32_t>(type), is_constructed(type));
}

// OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }
void read_other_name(asn1::Reader& reader, std::string_view name, GeneralName& result) {
  asn1::Reader fields = reader.inside(tag_of(Type::other_name), name);
  result.oid = fields.object_identifier("type-id");
  asn1::Reader value = fields.context(0, "value");
  if (result.oid == id_on_SmtpUTF8Mailbox && value.next_is(asn1::kUtf8String)) {
    result.text = value.string({});
  } else {
    result.octets = primitives::to_bytes(value.any());
  }
  value.finish();
  fields.finish();
}

void write_other_name(asn1::Writer& writer, const GeneralName& name) {
  writer.constructed(tag_of(Type::other_name), [&](asn1::Writer& fields) {
    fields.object_identifier(name.oid);
    fields.context(0, [&](asn1::Writer& value) {
      if (name.octets.empty()) {
        value.utf8_string(name.text);
      } else {
        value.raw(name.octets);
      }
    });
  });
}

std::string hex_group(ByteView octets, std::size_t at) {
  std::string digits = primitives::to_hex(octets.subspan(at, 2));
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return digits.substr(first);
}

std::string address_text(ByteView octets) {
  std::string text;
  if (octets.size() == 4) {
    for (const std::uint8_t octet : octets) {
      if (!text.empty()) text += '.';
      text += std::to_string(octet);
    }
  } else if (octets.size() == 16) {
    for (std::size_t i = 0; i < 16; i += 2) {
      if (i > 0) text += ':';
      text += hex_group(octets, i);
    }
  } else if (octets.size() == 8 || octets.size() == 32) {
    const std::size_t half = octets.size() / 2;
    text = address_text(octets.first(half)) + "/" + address_text(octets.last(half));
  } else {
    text = primitives::to_hex(octets);
  }
  return text;
}

}  // namespace

GeneralName GeneralName::rfc822(std::string_view mailbox) {
  return {Type::rfc822_name, std::string(mailbox), {}, {}, {}};
}

GeneralName GeneralName::dns(std::string_view name) {
  return {Type::dns_name, std::string(name), {}, {}, {}};
}

GeneralName GeneralName::uri(std::string_view uri) {
  return {Type::uniform_resource_identifier, std::string(uri), {}, {}, {}};
}

GeneralName GeneralName::ip(ByteView octets) {
  return {Type::ip_address, {}, {}, primitives::to_bytes(octets), {}};
}

GeneralName GeneralName::directory(Name name) {
  return {Type::directory_name, {}, std::move(name), {}, {}};
}

GeneralName GeneralName::smtp_utf8_mailbox(std::string_view mailbox) {
  return {Type::other_name, std::string(mailbox), {}, {}, id_on_SmtpUTF8Mailbox};
}

GeneralName GeneralName::read(asn1::Reader& reader, std::string_view name) {
  GeneralName result;
  const auto tag = reader.peek();
  if (!tag || tag->tag_class != asn1::TagClass::context || tag->number > 8) {
    throw reader.error(ErrorKind::malformed, tag ? tag->name() : "the end",
                       "a GeneralName is one of [0] to [8]", "RFC 5280, 4.2.1.6");
  }
  result.type = static_cast<Type>(tag->number);
  switch (result.type) {
    case Type::other_name:
      read_other_name(reader, name, result);
      break;
    case Type::rfc822_name:
    case Type::dns_name:
    case Type::uniform_resource_identifier:
      result.text = reader.string(name, tag_of(result.type), asn1::kIa5String);
      break;
    case Type::directory_name: {
      asn1::Reader inside = reader.inside(tag_of(result.type), name);
      result.directory_name = Name::read(inside, {});
      inside.finish();
      break;
    }
    case Type::registered_id:
      result.oid = reader.object_identifier(name, tag_of(result.type));
      break;
    case Type::x400_address:
    case Type::edi_party_name:
    case Type::ip_address:
      result.octets = primitives::to_bytes(reader.element(tag_of(result.type), name).contents);
      break;
  }
  return result;
}

void GeneralName::write(asn1::Writer& writer) const {
  const asn1::Tag tag = tag_of(type);
  switch (type) {
    case Type::other_name:
      write_other_name(writer, *this);
      break;
    case Type::rfc822_name:
    case Type::dns_name:
    case Type::uniform_resource_identifier:
      writer.ia5_string(text, tag);
      break;
    case Type::directory_name:
      writer.primitive(tag, directory_name.der());
      break;
    case Type::registered_id:
      writer.object_identifier(oid, tag);
      break;
    case Type::x400_address:
    case Type::edi_party_name:
    case Type::ip_address:
      writer.primitive(tag, octets);
      break;
  }
}

std::string GeneralName::to_text() const {
  switch (type) {
    case Type::other_name:
      if (oid == id_on_SmtpUTF8Mailbox && octets.empty()) return "email:" + text;
      return "othername:" + oid.dotted() + "=#" + primitives::to_hex(octets);
    case Type::rfc822_name:
      return "email:" + text;
    case Type::dns_name:
      return "DNS:" + text;
    case Type::uniform_resource_identifier:
      return "URI:" + text;
    case Type::directory_name:
      return "DirName:" + directory_name.rfc4514();
    case Type::registered_id:
      return "Registered ID:" + oid.dotted();
    case Type::ip_address:
      return "IP:" + address_text(octets);
    case Type::x400_address:
      return "X400Name:#" + primitives::to_hex(octets);
    case Type::edi_party_name:
      return "EdiPartyName:#" + primitives::to_hex(octets);
  }
  return {};
}

GeneralNames read_general_names(asn1::Reader& reader, std::string_view name, asn1::Tag tag) {
  asn1::Reader list = reader.inside(tag, name);
  if (list.empty()) {
    throw list.error(ErrorKind::malformed, "an empty GeneralNames", "it holds at least one name",
                     "RFC 5280, 4.2.1.6");
  }
  GeneralNames names;
  while (!list.empty()) {
    if (names.size() == kMaxNames) {
      throw list.error(ErrorKind::limit_exceeded, "more than 10,000 names",
                       "GeneralNames holds at most 10,000 here", "");
    }
    names.push_back(GeneralName::read(list, {}));
  }
  return names;
}

void write_general_names(asn1::Writer& writer, const GeneralNames& names, asn1::Tag tag) {
  writer.constructed(tag, [&](asn1::Writer& list) {
    for (const GeneralName& name : names) name.write(list);
  });
}

}  // namespace smime::x509
