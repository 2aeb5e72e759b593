// Reading PKCS #12 files (RFC 7292, 5.2), and telling apart why one cannot be.
#include <algorithm>

#include "asn1/reader.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/encrypted_parts.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "cms/pkcs12/pairs.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "cms/pkcs12/safe_bags.hpp"
#include "primitives/error.hpp"

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
  StoreReader(const Secret& password, std::uint64_t most_iterations)
      : password_(password), most_iterations_(most_iterations) {}

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
    check_pairs(result_.store, result_.report);
    return std::move(result_);
  }

 private:
  // All derivations of a file together; each has its own limit, which its parameters are read with.
  void spend(std::uint64_t iterations) {
    iterations_ += iterations;
    if (iterations_ > most_iterations_) {
      throw Error(ErrorKind::limit_exceeded,
                  "more than " + std::to_string(most_iterations_) + " iterations in all",
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
      const auto plaintext = decrypt(*first);
      if (plaintext && is_one_value(plaintext->view())) return true;
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

  // The plaintext of something encrypted, which begins with a SEQUENCE; nothing where it does not,
  // or where the padding is wrong: that is another password. What is wrong with the parameters is
  // wrong under any.
  std::optional<Secret> decrypt(const Encrypted& encrypted) {
    spend(x509::password_iterations(encrypted.algorithm));
    Secret plaintext;
    try {
      plaintext = password_decrypt(encrypted.algorithm, password_, encrypted.encrypted_data, form_);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::decryption_failed) throw;
      return std::nullopt;
    }
    try {
      asn1::Reader(plaintext.view(), asn1::Rules::ber()).sequence({});
      return plaintext;
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  // A guessed password is held against the whole of what it decrypts.
  static bool is_one_value(ByteView plaintext) {
    asn1::Reader reader(plaintext, asn1::Rules::ber());
    reader.sequence({});
    return reader.empty();
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
    const EntryName name = name_of(bag);
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
    if (bag.bag_id == id_certBag || bag.bag_id == id_crlBag) return read_public_bag(bag, name);
    if (bag.bag_id == id_secretBag) {
      const TypedValue typed = TypedValue::decode(bag.bag_value);
      return result_.store.secrets.push_back({name, typed.type, typed.value});
    }
    leave_out("a bag of type " + bag.bag_id.dotted());
  }

  // One unreadable certificate or CRL among others does not make the keys unreadable.
  void read_public_bag(const SafeBag& bag, const EntryName& name) {
    const bool is_certificate = bag.bag_id == id_certBag;
    const std::string what = is_certificate ? "a certificate" : "a CRL";
    try {
      const TypedValue typed = TypedValue::decode(bag.bag_value);
      if (typed.type != (is_certificate ? id_x509Certificate : id_x509CRL)) {
        leave_out(what + " of type " + typed.type.dotted());
      } else if (is_certificate) {
        result_.store.certificates.push_back({name, x509::Certificate::decode(typed.octets())});
      } else {
        result_.store.crls.push_back(x509::CertificateList::decode(typed.octets()));
      }
    } catch (const Error& error) {
      leave_out(what + " that cannot be read", error);
    }
  }

  // Names are for people: one that cannot be read is none.
  EntryName name_of(const SafeBag& bag) {
    EntryName name;
    try {
      name.friendly_name = bag.friendly_name();
    } catch (const Error& error) {
      leave_out("a friendlyName that cannot be read", error);
    }
    try {
      name.local_key_id = bag.local_key_id();
    } catch (const Error& error) {
      leave_out("a localKeyId that cannot be read", error);
    }
    return name;
  }

  void add_key(const EntryName& name, ByteView pkcs8) {
    try {
      result_.store.keys.push_back({name, x509::PrivateKey::from_pkcs8(pkcs8)});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::unsupported_algorithm) throw;
      result_.report.note("key", error.standard(), name.friendly_name, without_standard(error));
      if (!result_.store.unsupported_key) result_.store.unsupported_key = error;
    }
  }

  void leave_out(const std::string& what) {
    result_.report.note("bag", "RFC 7292, 4.2", "safeContents", what + " was left out");
  }

  void leave_out(const std::string& what, const Error& error) {
    result_.report.note("bag", error.standard(), "safeContents",
                        what + " was left out: " + without_standard(error));
  }

  const Secret& password_;
  Pkcs12PasswordForm form_ = Pkcs12PasswordForm::text;
  std::uint64_t iterations_ = 0, most_iterations_;
  std::size_t most_bags_ = kMostBags;
  KeyStoreReading result_;
};

}  // namespace

std::string without_standard(const Error& error) {
  return Error(error.kind(), error.found(), error.rule(), {}, error.offset(), error.path()).what();
}

KeyStoreReading read_key_store(ByteView pfx, const Secret& password,
                               std::uint64_t most_iterations) {
  return StoreReader(password, most_iterations).run(pfx);
}

}  // namespace smime::cms::pkcs12
