// Reading PKCS #12 files (RFC 7292, 5.2), and telling apart why one cannot be.
#include <algorithm>

#include "asn1/reader.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/encrypted_parts.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "cms/pkcs12/safe_bags.hpp"
#include "primitives/error.hpp"
#include "primitives/password_kdf.hpp"

namespace smime::cms::pkcs12 {
namespace {

using x509::Pkcs12PasswordForm;
using x509::Reason;

constexpr std::size_t kMostSafes = 100;

// How the same password has been written in files. \standard{RFC 7292, B.1}
std::vector<Pkcs12PasswordForm> forms_of(const Secret& password) {
  if (password.empty()) return {Pkcs12PasswordForm::text, Pkcs12PasswordForm::missing};
  const ByteView octets = password.view();
  const bool ascii = std::all_of(octets.begin(), octets.end(), [](auto c) { return c < 0x80; });
  if (ascii) return {Pkcs12PasswordForm::text};
  return {Pkcs12PasswordForm::text, Pkcs12PasswordForm::octets_as_characters};
}

class StoreReader {
 public:
  explicit StoreReader(const Secret& password) : password_(password) {}

  KeyStoreReading run(ByteView encoding) {
    // Step 1 (a): the PFX.
    const Pfx pfx = Pfx::decode(encoding);
    if (pfx.auth_safe.content_type == id_signedData) {
      throw Error(ErrorKind::unsupported_algorithm, "a file signed with a private key",
                  "integrity by a password is implemented", "RFC 7292, 3.1");
    }
    if (pfx.auth_safe.content_type != id_data) {
      throw Error(ErrorKind::malformed,
                  "an authSafe of type " + content_type_name(pfx.auth_safe.content_type),
                  "it is data, or signed data", "RFC 7292, 4");
    }
    const Bytes authenticated_safe = decode_data(pfx.auth_safe.content);
    // Step 1 (b): its authentication code.
    if (!is_intact(pfx, authenticated_safe)) return std::move(result_);
    // Step 2: the SafeContents, one after the other.
    read_authenticated_safe(authenticated_safe);
    check_pairs();
    return std::move(result_);
  }

 private:
  // All derivations of a file together have the limit of one.
  void spend(std::uint64_t iterations) {
    iterations_ += iterations;
    if (iterations_ > primitives::kMostIterations) {
      throw Error(ErrorKind::limit_exceeded, "more than 10,000,000 iterations in all",
                  "at most so many are done for a file", "RFC 8018, 4.2");
    }
  }

  bool is_intact(const Pfx& pfx, ByteView authenticated_safe) {
    constexpr const char* citation = "RFC 7292, 5.2, step 1 (b)";
    x509::Report& report = result_.report;
    if (!pfx.mac_data) {
      report.fail(Reason::no_integrity, "integrity", "RFC 7292, 4", "pfx",
                  "there is no macData: anybody may have changed the file");
      return choose_form_by_privacy(authenticated_safe);
    }
    const MacData& mac_data = *pfx.mac_data;
    const std::uint64_t iterations = mac_iterations(mac_data);
    for (const Pkcs12PasswordForm form : forms_of(password_)) {
      spend(iterations);
      const Bytes mac = password_mac(mac_data, authenticated_safe, password_, form);
      if (!primitives::equal_ct(mac, mac_data.mac)) continue;
      form_ = form;
      result_.integrity =
          (mac_data.digest_algorithm.algorithm == id_PBMAC1
               ? std::string("PBMAC1")
               : "HMAC with " +
                     std::string(to_string(x509::digest_algorithm(mac_data.digest_algorithm)))) +
          ", " + std::to_string(iterations) + " iterations";
      report.pass("integrity", citation, "pfx", result_.integrity);
      return true;
    }
    if (opens_something(authenticated_safe)) {
      report.fail(Reason::malformed, "integrity", citation, "pfx",
                  "the password opens what is inside, but the authentication code does not fit: "
                  "the file was changed");
    } else {
      report.fail(Reason::wrong_password, "integrity", citation, "pfx",
                  "the authentication code does not fit: another password, or a changed file");
    }
    return false;
  }

  // Without a code the form of the password shows in what it decrypts.
  bool choose_form_by_privacy(ByteView authenticated_safe) {
    if (!first_encrypted(authenticated_safe) || opens_something(authenticated_safe)) return true;
    result_.report.fail(Reason::wrong_password, "privacy", "RFC 7292, 5.2, step 2", "pfx",
                        "nothing inside can be decrypted with this password");
    return false;
  }

  // The first thing that is encrypted, decrypted by a form of the password that fits it.
  bool opens_something(ByteView authenticated_safe) {
    const auto first = first_encrypted(authenticated_safe);
    if (!first) return false;
    for (const Pkcs12PasswordForm form : forms_of(password_)) {
      form_ = form;
      if (decrypt(*first)) return true;
    }
    return false;
  }

  std::optional<Encrypted> first_encrypted(ByteView authenticated_safe) {
    for (const ContentInfo& safe : safes_of(authenticated_safe)) {
      if (safe.content_type == id_encryptedData) return read_encrypted_data(safe.content);
      if (safe.content_type != id_data) continue;
      std::size_t most_bags = kMostBags;
      for (const SafeBag& bag : decode_safe_contents(decode_data(safe.content), most_bags)) {
        if (bag.bag_id == id_pkcs8ShroudedKeyBag && !is_plain_key(bag.bag_value)) {
          return read_shrouded_key(bag.bag_value);
        }
      }
    }
    return std::nullopt;
  }

  // The plaintext of something encrypted, which must be one SEQUENCE; nothing where it is not.
  std::optional<Secret> decrypt(const Encrypted& encrypted) {
    spend(x509::password_iterations(encrypted.algorithm));
    try {
      Secret plaintext =
          password_decrypt(encrypted.algorithm, password_, encrypted.encrypted_data, form_);
      asn1::Reader reader(plaintext.view(), asn1::Rules::ber(), "plaintext");
      reader.sequence({});
      reader.finish();
      return plaintext;
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unsupported_algorithm) throw;
      return std::nullopt;
    }
  }

  static std::vector<ContentInfo> safes_of(ByteView authenticated_safe) {
    asn1::Reader reader(authenticated_safe, asn1::Rules::ber(), "authenticatedSafe");
    asn1::Reader elements = reader.sequence({});
    reader.finish();
    std::vector<ContentInfo> safes;
    while (!elements.empty()) {
      if (safes.size() == kMostSafes) {
        throw elements.error(ErrorKind::limit_exceeded, "more SafeContents than the limit",
                             "a file has at most " + std::to_string(kMostSafes), "RFC 7292, 4.1");
      }
      safes.push_back(ContentInfo::decode(elements.any("contentInfo")));
    }
    return safes;
  }

  void read_authenticated_safe(ByteView authenticated_safe) {
    for (const ContentInfo& safe : safes_of(authenticated_safe)) {
      if (safe.content_type == id_data) {
        read_safe_contents(decode_data(safe.content));
      } else if (safe.content_type == id_encryptedData) {
        const Encrypted encrypted = read_encrypted_data(safe.content);
        result_.privacy.push_back(password_scheme_name(encrypted.algorithm));
        if (const auto plaintext = decrypt(encrypted)) {
          read_safe_contents(plaintext->view());
        } else {
          fail_privacy("SafeContents");
        }
      } else {
        result_.report.note("privacy", "RFC 7292, 3.1", "authenticatedSafe",
                            "SafeContents of type " + content_type_name(safe.content_type) +
                                " were left out: privacy by a password is implemented");
      }
    }
  }

  void fail_privacy(const std::string& what) {
    result_.report.fail(Reason::wrong_password, "privacy", "RFC 7292, 5.2, step 2", what,
                        "it cannot be decrypted with the password of the file");
  }

  void read_safe_contents(ByteView encoding) {
    for (const SafeBag& bag : decode_safe_contents(encoding, most_bags_)) read_bag(bag);
  }

  void read_bag(const SafeBag& bag) {
    const EntryName name{bag.friendly_name(), bag.local_key_id()};
    if (bag.bag_id == id_keyBag) return add_key(name, bag.bag_value);
    if (bag.bag_id == id_pkcs8ShroudedKeyBag && is_plain_key(bag.bag_value)) {
      result_.report.note("privacy", "RFC 7292, 4.2.2", name.friendly_name,
                          "a shrouded bag whose key is not encrypted");
      return add_key(name, bag.bag_value);
    }
    if (bag.bag_id == id_pkcs8ShroudedKeyBag) {
      const Encrypted encrypted = read_shrouded_key(bag.bag_value);
      result_.privacy.push_back(password_scheme_name(encrypted.algorithm));
      const auto plaintext = decrypt(encrypted);
      return plaintext ? add_key(name, plaintext->view()) : fail_privacy("pkcs8ShroudedKeyBag");
    }
    if (bag.bag_id == id_certBag) {
      const TypedValue typed = TypedValue::decode(bag.bag_value);
      if (typed.type != id_x509Certificate) return leave_out("a certificate", typed.type);
      result_.store.certificates.push_back({name, x509::Certificate::decode(typed.value)});
      return;
    }
    if (bag.bag_id == id_crlBag) {
      const TypedValue typed = TypedValue::decode(bag.bag_value);
      if (typed.type != id_x509CRL) return leave_out("a CRL", typed.type);
      result_.store.crls.push_back(x509::CertificateList::decode(typed.value));
      return;
    }
    if (bag.bag_id == id_secretBag) {
      SecretEntry& secret = result_.store.secrets.emplace_back();
      secret.name = name;
      return decode_secret_bag(bag.bag_value, secret.type, secret.value);
    }
    leave_out("a bag", bag.bag_id);
  }

  void add_key(const EntryName& name, ByteView pkcs8) {
    ++keys_;
    try {
      result_.store.keys.push_back({name, x509::PrivateKey::from_pkcs8(pkcs8)});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::unsupported_algorithm) throw;
      result_.report.note("key", "RFC 7292, 4.2.1", name.friendly_name, error.what());
    }
  }

  void leave_out(const std::string& what, const ObjectIdentifier& type) {
    result_.report.note("bag", "RFC 7292, 4.2", "safeContents",
                        what + " of type " + type.dotted() + " was left out");
  }

  // A key and a certificate with the same localKeyId belong together, says the file.
  void check_pairs() {
    for (const KeyEntry& key : result_.store.keys) {
      if (key.name.local_key_id.empty()) continue;
      for (const CertificateEntry& entry : result_.store.certificates) {
        if (entry.name.local_key_id != key.name.local_key_id) continue;
        const std::string subject = entry.certificate.subject().rfc4514();
        if (entry.certificate.public_key() == key.key.public_key()) {
          result_.report.pass("localKeyId", "RFC 7292, 4.2", subject, "it fits its private key");
        } else {
          result_.report.fail(Reason::key_certificate_mismatch, "localKeyId", "RFC 7292, 4.2",
                              subject, "the private key with its localKeyId is another one's");
        }
      }
    }
    if (keys_ == 0) {
      result_.report.note("key", "RFC 7292, 4.2", "pfx", "there is no private key inside");
    }
  }

  const Secret& password_;
  Pkcs12PasswordForm form_ = Pkcs12PasswordForm::text;
  std::uint64_t iterations_ = 0;
  std::size_t most_bags_ = kMostBags;
  std::size_t keys_ = 0;  // of any kind
  KeyStoreReading result_;
};

}  // namespace

KeyStoreReading read_key_store(ByteView pfx, const Secret& password) {
  return StoreReader(password).run(pfx);
}

}  // namespace smime::cms::pkcs12
