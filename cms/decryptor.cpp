// Opening EnvelopedData, AuthEnvelopedData and EncryptedData (RFC 5652, 6 and 8; RFC 5083).
#include "cms/decryptor.hpp"

#include "cms/content_info.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using x509::Reason;

constexpr const char* kEnveloped = "RFC 5652, 6";
constexpr const char* kAuthEnveloped = "RFC 5083, 2";

// What is public about a RecipientInfo or an algorithm that cannot be used.
Reason reason_of(const Error& error) {
  if (error.kind() == ErrorKind::unsupported_algorithm) return Reason::unsupported_algorithm;
  return error.kind() == ErrorKind::limit_exceeded ? Reason::limit_exceeded : Reason::malformed;
}

// One message being opened: told what stands before the content, it says where the ciphertext goes.
class Opening {
 public:
  Opening(Decryption& result, Sink& out, const DecryptOptions& options)
      : result_(result), out_(out), options_(options) {}

  // What the content is encrypted with, and whether the message type may hold it.
  bool take_algorithm(const EncryptedContentInfo& info, bool authenticated) {
    const char* citation = authenticated ? kAuthEnveloped : kEnveloped;
    result_.content_type = info.content_type;
    result_.cipher = info.content_encryption_algorithm.algorithm.dotted();
    try {
      encryption_ = ContentEncryption::of(info.content_encryption_algorithm);
    } catch (const Error& error) {
      result_.report.fail(reason_of(error), "content-encryption", citation, result_.cipher,
                          error.what());
      return false;
    }
    result_.cipher = encryption_.name();
    if (encryption_.is_authenticated() != authenticated) {
      // A cipher moved from one type into the other would lose its tag or find one made up.
      result_.report.fail(Reason::type_mismatch, "content-encryption", citation, result_.cipher,
                          authenticated ? "the type wants a cipher that authenticates"
                                        : "a cipher that authenticates belongs into "
                                          "AuthEnvelopedData");
      return false;
    }
    judge_cipher();
    return true;
  }

  Sink& start(const Secret& key) {
    const bool hold_back = encryption_.is_authenticated() && !options_.unsafe_stream;
    if (hold_back) spool_ = options_.spool != nullptr ? options_.spool : &memory_;
    decryptor_.emplace(encryption_, key, hold_back ? static_cast<Sink&>(*spool_) : out_);
    return *decryptor_;
  }

  Sink& skip() { return nowhere_; }

  // A key of another size than the cipher's is a wrong key: nothing is deciphered under it.
  Sink& refuse_key() {
    key_refused_ = true;
    return nowhere_;
  }

  void finish(bool has_content, ByteView tag = {}, ByteView aad = {}) {
    if (!has_content) {
      result_.report.fail(Reason::no_content, "encrypted-content", kEnveloped, result_.cipher,
                          "it is not inside the message");
    }
    if (!decryptor_ && !key_refused_) return;
    if (key_refused_ || !decryptor_->finish(tag, aad)) {
      result_.report.fail(Reason::decryption_failed, "decryption", kEnveloped, result_.cipher,
                          "decryption failed");
      return;
    }
    result_.report.pass("decryption", kEnveloped, result_.cipher);
  }

  // Lets out what was held back, if nothing speaks against it: neither the tag nor another rule.
  void release() {
    if (spool_ != nullptr && result_.report.passed()) spool_->release(out_);
  }

  const ContentEncryption& encryption() const { return encryption_; }

 private:
  void judge_cipher() {
    if (primitives::info(encryption_.cipher).weak) {
      result_.report.warning("content-encryption", "RFC 8551, 2.7", result_.cipher,
                             "the cipher no longer protects what it encrypts");
    }
    if (encryption_.is_authenticated()) {
      result_.report.pass("authenticated-encryption", "RFC 5083, 1", result_.cipher);
    } else {
      result_.report.note("authenticated-encryption", "RFC 8551, 6", result_.cipher,
                          "the encryption is not authenticated: by itself it does not show that "
                          "the content is unchanged");
    }
  }

  Decryption& result_;
  Sink& out_;
  const DecryptOptions& options_;
  ContentEncryption encryption_;
  std::optional<ContentDecryptor> decryptor_;
  bool key_refused_ = false;
  MemorySpool memory_;
  Spool* spool_ = nullptr;
  primitives::NullSink nowhere_;
};

// The sink for a content with RecipientInfos before it.
Sink& receive(Opening& opening, Decryption& result, const RecipientHead& head,
              const EncryptedContentInfo& info, bool authenticated, const DecryptionKeys& keys,
              RandomSource& random) {
  result.chosen = choose_recipient(head.recipient_infos, keys);
  if (!result.chosen) {
    result.report.fail(Reason::no_recipient, "recipient", "RFC 5652, 6.2", "recipientInfos",
                       "the message is not addressed to any of the given identities");
  } else {
    const auto& chosen = head.recipient_infos[result.chosen->recipient_info];
    result.report.pass("recipient", "RFC 5652, 6.2", recipient_text(chosen),
                       key_management_name(chosen));
  }
  if (!opening.take_algorithm(info, authenticated) || !result.chosen) return opening.skip();
  try {
    return opening.start(unwrap_key(head.recipient_infos, *result.chosen, keys,
                                    opening.encryption().key_size(), random));
  } catch (const Error& error) {
    result.report.fail(reason_of(error), "key-encryption", "RFC 5652, 6.2",
                       "keyEncryptionAlgorithm", error.what());
    return opening.skip();
  }
}

void check_version(Decryption& result, int found, int due, const char* citation) {
  if (found == due) return result.report.pass("version", citation, "version");
  result.report.note(
      "version", citation, "version",
      "version " + std::to_string(found) + " where " + std::to_string(due) + " is due");
}

// A content type other than data must be authenticated too. \standard{RFC 5083, 2.1}
void check_content_type(Decryption& result) {
  const auto value = result.auth_attrs.only_value(id_contentType);
  if (!value) {
    if (result.content_type == id_data && result.auth_attrs.count(id_contentType) == 0) return;
    return result.report.fail(Reason::missing_attribute, "content-type", "RFC 5083, 2.1",
                              "authAttrs", "content-type must be there once, with one value");
  }
  if (read_content_type(*value) == result.content_type) {
    return result.report.pass("content-type", "RFC 5083, 2.1", "authAttrs");
  }
  result.report.fail(Reason::content_type_mismatch, "content-type", "RFC 5083, 2.1", "authAttrs",
                     "it is not the type of the encrypted content");
}

// To the end of the message's content; what is held back stays so.
void open_content(asn1::StreamReader& stream, const ObjectIdentifier& message_type,
                  const DecryptionKeys& keys, RandomSource& random, Opening& opening,
                  Decryption& result) {
  result.message_type = message_type;
  if (message_type == id_envelopedData) {
    EnvelopedData data = EnvelopedData::read(stream, [&](const EnvelopedData& head) -> Sink& {
      return receive(opening, result, head, head.encrypted_content_info, false, keys, random);
    });
    check_version(result, data.version, required_version(data), "RFC 5652, 6.1");
    result.unprotected_attrs = std::move(data.unprotected_attrs);
    opening.finish(data.encrypted_content_info.encrypted_content.has_value());
    result.head = std::move(data);
  } else if (message_type == id_ct_authEnvelopedData) {
    auto data = AuthEnvelopedData::read(stream, [&](const AuthEnvelopedData& head) -> Sink& {
      return receive(opening, result, head, head.auth_encrypted_content_info, true, keys, random);
    });
    check_version(result, data.version, 0, "RFC 5083, 2.1");
    result.unprotected_attrs = std::move(data.unauth_attrs);
    result.auth_attrs = data.auth_attrs;
    check_content_type(result);
    opening.finish(data.auth_encrypted_content_info.encrypted_content.has_value(), data.mac,
                   data.associated_data());
    result.head = std::move(data);
  } else {
    throw stream.error(ErrorKind::malformed, "content of type " + content_type_name(message_type),
                       "encrypted content is due", "RFC 5652, 3");
  }
}

}  // namespace

std::optional<Bytes> decrypt_content(const ContentEncryption& encryption, const Secret& key,
                                     ByteView encrypted_content) {
  primitives::BytesSink sink;
  ContentDecryptor decryptor(encryption, key, sink);
  decryptor.write(encrypted_content);
  if (!decryptor.finish()) return std::nullopt;
  return sink.take();
}

Decryption decrypt(asn1::StreamReader& stream, const ObjectIdentifier& message_type,
                   const DecryptionKeys& keys, Sink& out, RandomSource& random,
                   const DecryptOptions& options) {
  Decryption result;
  Opening opening(result, out, options);
  open_content(stream, message_type, keys, random, opening, result);
  opening.release();
  return result;
}

Decryption decrypt(Source& message, const DecryptionKeys& keys, Sink& out, RandomSource& random,
                   const DecryptOptions& options) {
  asn1::StreamReader stream(message);
  const ObjectIdentifier type = enter_content_info(stream);
  Decryption result;
  Opening opening(result, out, options);
  open_content(stream, type, keys, random, opening, result);
  leave_content_info(stream);
  opening.release();
  return result;
}

Bytes decrypt(ByteView message, const DecryptionKeys& keys, RandomSource& random) {
  primitives::BytesSource source(message);
  primitives::BytesSink sink;
  const Decryption result = decrypt(source, keys, sink, random);
  const x509::Check* failure = result.report.first_failure();
  if (failure == nullptr) return sink.take();
  const ErrorKind kind =
      failure->reason == Reason::no_recipient            ? ErrorKind::not_found
      : failure->reason == Reason::unsupported_algorithm ? ErrorKind::unsupported_algorithm
      : failure->reason == Reason::decryption_failed     ? ErrorKind::decryption_failed
                                                         : ErrorKind::malformed;
  throw Error(kind, failure->detail, "", failure->citation);
}

Decryption decrypt_with_key(asn1::StreamReader& stream, const Secret& key, Sink& out) {
  Decryption result;
  result.message_type = id_encryptedData;
  const DecryptOptions options;
  Opening opening(result, out, options);
  EncryptedData data = EncryptedData::read(stream, [&](const EncryptedData& head) -> Sink& {
    if (!opening.take_algorithm(head.encrypted_content_info, false)) return opening.skip();
    const bool fits = key.size() == opening.encryption().key_size();
    return fits ? opening.start(key) : opening.refuse_key();
  });
  check_version(result, data.version, required_version(data), "RFC 5652, 8");
  result.unprotected_attrs = std::move(data.unprotected_attrs);
  opening.finish(data.encrypted_content_info.encrypted_content.has_value());
  return result;
}

Decryption decrypt_with_key(Source& message, const Secret& key, Sink& out) {
  asn1::StreamReader stream(message);
  enter_content_info(stream, id_encryptedData);
  Decryption result = decrypt_with_key(stream, key, out);
  leave_content_info(stream);
  return result;
}

}  // namespace smime::cms
