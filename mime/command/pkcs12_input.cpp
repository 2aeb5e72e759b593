// PKCS #12 files among others: knowing one by its first octets, and reading it for its verdict.
#include "asn1/header.hpp"
#include "asn1/pem.hpp"
#include "asn1/reader.hpp"
#include "cms/object_identifiers.hpp"
#include "mime/command/material.hpp"
#include "mime/smime/signer_judgement.hpp"

namespace smime::mime::command {
namespace {

// Goes past the header of a value with this tag, and gives the octets of its contents, which may
// end beyond the input.
std::size_t enter(ByteView& octets, asn1::Tag tag) {
  const asn1::Header header = asn1::read_header(octets, asn1::Rules::ber(), 0);
  if (!(header.tag == tag)) {
    throw Error(ErrorKind::malformed, header.tag.name(), tag.name() + " is due here");
  }
  octets = octets.subspan(header.size);
  return header.length.value_or(octets.size());
}

}  // namespace

bool looks_like_pkcs12(ByteView octets) {
  try {
    // PFX begins with its version and a ContentInfo, whose content is [0]. \standard{RFC 7292, 4}
    enter(octets, asn1::kSequence);
    const std::size_t version = enter(octets, asn1::kInteger);
    if (version > octets.size()) return false;
    octets = octets.subspan(version);
    enter(octets, asn1::kSequence);
    asn1::Reader reader(octets, asn1::Rules::ber());
    const auto type = reader.object_identifier({});
    const bool is_type = type == cms::id_data || type == cms::id_signedData;
    return is_type && (reader.empty() || reader.rest()[0] == 0xa0);
  } catch (const Error&) {
    return false;
  }
}

std::optional<Secret> pkcs12_in(ByteView octets) {
  if (looks_like_pkcs12(octets)) return Secret(octets);
  if (!asn1::looks_like_pem(octets)) return std::nullopt;
  std::vector<asn1::PemObject> objects = asn1::read_pem(octets);
  if (objects.size() != 1 || objects[0].label != "PKCS12") return std::nullopt;
  return Secret(std::move(objects[0].octets));
}

cms::pkcs12::KeyStoreReading examine_pkcs12(ByteView pfx, const Secret& password) {
  try {
    return cms::pkcs12::read_key_store(pfx, password);
  } catch (const Error& error) {
    cms::pkcs12::KeyStoreReading unread;
    unread.report.fail(secure::reason_of(error.kind()), "pfx", error.standard(), "pfx",
                       cms::pkcs12::without_standard(error));
    return unread;
  }
}

}  // namespace smime::mime::command
