// Making and verifying AuthenticatedData (RFC 5652, 9.2 and 9.3).
#include <algorithm>

#include "cms/authenticated_data.hpp"
#include "primitives/error.hpp"
#include "primitives/hmac.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::cms {
namespace {

using primitives::to_hex;
using x509::Reason;

// Computes the authentication code, and where attributes will follow also the content's digest, of
// what passes by.
class AuthenticatingSink : public Sink {
 public:
  AuthenticatingSink(DigestAlgorithm mac, const Secret& key, std::optional<DigestAlgorithm> digest,
                     Sink& out)
      : hmac_(mac, key.view()), out_(out) {
    if (digest) digest_.emplace(*digest);
  }
  void write(ByteView octets) override {
    if (digest_) {
      digest_->update(octets);
    } else {
      hmac_.update(octets);
    }
    out_.write(octets);
  }
  Bytes content_digest() { return digest_->finish(); }
  Bytes mac() { return hmac_.finish(); }
  Bytes mac_of(ByteView auth_attrs_der) {
    hmac_.update(auth_attrs_der);
    return hmac_.finish();
  }

 private:
  primitives::Hmac hmac_;
  std::optional<primitives::Digest> digest_;
  Sink& out_;
};

// Octets of the key: as many as the digest has. Key wrapping takes eight at a time, so where the
// key is wrapped for somebody the next number of whole blocks. \standard{RFC 3394, 2}
std::size_t mac_key_size(DigestAlgorithm digest, bool wrapped) {
  const std::size_t size = primitives::digest_size(digest);
  return wrapped ? (size + 7) / 8 * 8 : size;
}

Attributes auth_attributes(const AuthenticateOptions& options, ByteView content_digest) {
  Attributes attributes;
  attributes.add(id_contentType, content_type_value(options.envelope.content_type));
  attributes.add(id_messageDigest, message_digest_value(content_digest));
  for (const Attribute& more : options.more_attributes) attributes.add(more);
  return attributes;
}

// The only value of an attribute that must be there once, or a failed check.
std::optional<ByteView> only(Authentication& result, const ObjectIdentifier& type, const char* rule,
                             const char* citation) {
  const auto value = result.data.auth_attrs.only_value(type);
  if (value) return value;
  const bool missing = result.data.auth_attrs.count(type) == 0;
  result.report.fail(missing ? Reason::missing_attribute : Reason::duplicate_attribute, rule,
                     citation, "authAttrs",
                     missing ? "the attribute is missing"
                             : "the attribute must be there once, with exactly one value");
  return std::nullopt;
}

// Checks the attributes against content and content type. \standard{RFC 5652, 9.3}
void check_attributes(Authentication& result, ByteView content_digest) {
  constexpr const char* citation = "RFC 5652, 9.3";
  x509::Report& report = result.report;
  const auto type = only(result, id_contentType, "content-type", "RFC 5652, 11.1");
  const auto digest = only(result, id_messageDigest, "message-digest", "RFC 5652, 11.2");
  if (!type || !digest) return;
  if (read_content_type(*type) == result.data.encap_content_info.e_content_type) {
    report.pass("content-type", citation, "authAttrs");
  } else {
    report.fail(Reason::content_type_mismatch, "content-type", citation, "authAttrs",
                "it is not the type of the content");
  }
  const Bytes found = read_message_digest(*digest);
  const std::string both = "expected " + to_hex(content_digest) + ", found " + to_hex(found);
  if (primitives::equal(found, content_digest)) {
    report.pass("message-digest", citation, "authAttrs", both);
  } else {
    report.fail(Reason::message_digest_mismatch, "message-digest", citation, "authAttrs", both);
  }
}

// The key of the code, or nothing with a failed check.
std::optional<Secret> find_key(Authentication& result, const AuthenticatedData& head,
                               const DecryptionKeys& keys, DigestAlgorithm mac,
                               RandomSource& random) {
  result.chosen = choose_recipient(head.recipient_infos, keys);
  if (!result.chosen) {
    result.report.fail(Reason::no_recipient, "recipient", "RFC 5652, 6.2", "recipientInfos",
                       "the message is not addressed to any of the given identities");
    return std::nullopt;
  }
  const auto& chosen = head.recipient_infos[result.chosen->recipient_info];
  result.report.pass("recipient", "RFC 5652, 6.2", recipient_text(chosen),
                     key_management_name(chosen));
  const bool wrapped =
      std::any_of(head.recipient_infos.begin(), head.recipient_infos.end(),
                  [](const auto& info) { return std::holds_alternative<KekRecipientInfo>(info); });
  return unwrap_key(head.recipient_infos, *result.chosen, keys, mac_key_size(mac, wrapped), random);
}

void check_mac(Authentication& result, AuthenticatingSink& sink) {
  const AuthenticatedData& data = result.data;
  const bool has_attributes = !data.auth_attrs.empty();
  if (has_attributes != data.digest_algorithm.has_value()) {
    return result.report.fail(Reason::missing_attribute, "digest-algorithm", "RFC 5652, 9.1",
                              "digestAlgorithm", "it is there where authAttrs are, and only there");
  }
  if (has_attributes) {
    check_attributes(result, sink.content_digest());
  } else if (data.encap_content_info.e_content_type != id_data) {
    result.report.fail(Reason::missing_attribute, "authenticated-attributes", "RFC 5652, 9.1",
                       "authAttrs", "they must be there where the content type is not id-data");
  }
  const Bytes mac = has_attributes ? sink.mac_of(data.auth_attrs.encode_as_set()) : sink.mac();
  if (primitives::equal_ct(mac, data.mac)) {
    return result.report.pass("mac", "RFC 5652, 9.3", "mac");
  }
  result.report.fail(Reason::decryption_failed, "mac", "RFC 5652, 9.3", "mac",
                     "the authentication code is not that of this content under this key");
}

}  // namespace

void authenticate(Source& content, std::optional<std::uint64_t> content_size,
                  const std::vector<Recipient>& recipients, const AuthenticateOptions& options,
                  Sink& out, RandomSource& random) {
  const bool wrapped = std::any_of(recipients.begin(), recipients.end(), [](const auto& one) {
    return std::holds_alternative<SharedKeyRecipient>(one);
  });
  const Secret key = random.secret(mac_key_size(options.digest, wrapped));
  const ObjectIdentifier& type = options.envelope.content_type;
  const bool with_attributes = options.with_attributes || type != id_data;
  AuthenticatedData data;
  static_cast<RecipientHead&>(data) =
      make_recipient_head(key, recipients, options.envelope, random);
  data.mac_algorithm = hmac_identifier(options.digest);
  const Bytes no_digest(primitives::digest_size(options.digest));
  if (with_attributes) {
    data.digest_algorithm = x509::algorithm_identifier(options.digest);
    data.auth_attrs = auth_attributes(options, no_digest);
  }
  data.mac = no_digest;
  data.unauth_attrs = options.envelope.unprotected_attrs;
  auto levels = content_info_levels(id_ct_authData);
  levels.push_back(
      {asn1::kSequence, data.encode_before_content(), data.encode_after_content().size()});
  levels.push_back({asn1::kSequence,
                    asn1::encode([&](asn1::Writer& writer) { writer.object_identifier(type); }),
                    0});
  levels.push_back({asn1::context(0), {}, 0});
  asn1::StreamWriter writer(out, levels, asn1::kOctetString, content_size);
  AuthenticatingSink sink(options.digest, key,
                          with_attributes ? std::optional(options.digest) : std::nullopt,
                          writer.content());
  pump(content, sink);
  if (with_attributes) {
    data.auth_attrs = auth_attributes(options, sink.content_digest());
    data.mac = sink.mac_of(data.auth_attrs.encode_as_set());
  } else {
    data.mac = sink.mac();
  }
  writer.finish({{}, {}, data.encode_after_content()});
}

Bytes authenticate(ByteView content, const std::vector<Recipient>& recipients,
                   const AuthenticateOptions& options, RandomSource& random) {
  primitives::BytesSource source(content);
  primitives::BytesSink sink;
  authenticate(source, content.size(), recipients, options, sink, random);
  return sink.take();
}

Authentication verify_authenticated(asn1::StreamReader& stream, const DecryptionKeys& keys,
                                    Sink& content, RandomSource& random) {
  Authentication result;
  std::optional<AuthenticatingSink> sink;
  result.data = AuthenticatedData::read(stream, [&](const AuthenticatedData& head) -> Sink& {
    try {
      const DigestAlgorithm mac = hmac_digest(head.mac_algorithm);
      std::optional<DigestAlgorithm> digest;
      if (head.digest_algorithm) digest = x509::digest_algorithm(*head.digest_algorithm);
      const auto key = find_key(result, head, keys, mac, random);
      if (!key) return content;
      return sink.emplace(mac, *key, digest, content);
    } catch (const Error& error) {
      const Reason reason = error.kind() == ErrorKind::unsupported_algorithm
                                ? Reason::unsupported_algorithm
                            : error.kind() == ErrorKind::limit_exceeded ? Reason::limit_exceeded
                                                                        : Reason::malformed;
      result.report.fail(reason, "algorithms", "RFC 5652, 9.1", "macAlgorithm", error.what());
      return content;
    }
  });
  const int version = required_version(result.data);
  if (result.data.version != version) {
    result.report.note("version", "RFC 5652, 9.1", "version",
                       "version " + std::to_string(result.data.version) + " where " +
                           std::to_string(version) + " is due");
  }
  if (!result.data.encap_content_info.e_content) {
    result.report.fail(Reason::no_content, "content", "RFC 5652, 9.1", "authenticatedData",
                       "the content is not inside the message");
  }
  try {
    if (sink) check_mac(result, *sink);
  } catch (const Error& error) {
    result.report.fail(Reason::malformed, "authenticated-attributes", "RFC 5652, 9.1", "authAttrs",
                       error.what());
  }
  return result;
}

Authentication verify_authenticated(Source& message, const DecryptionKeys& keys, Sink& content,
                                    RandomSource& random) {
  asn1::StreamReader stream(message);
  enter_content_info(stream, id_ct_authData);
  Authentication result = verify_authenticated(stream, keys, content, random);
  leave_content_info(stream);
  return result;
}

}  // namespace smime::cms
