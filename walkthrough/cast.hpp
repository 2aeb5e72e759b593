// The cast: the people of the article, their keys and their certificates, made anew in each run.
#pragma once

#include <string>

#include "primitives/random.hpp"
#include "primitives/rsa_private.hpp"
#include "walkthrough/story/story.hpp"
#include "x509/authority.hpp"
#include "x509/certificate.hpp"
#include "x509/path/trust_store.hpp"

namespace smime::walkthrough {

/// Somebody with a digital ID: a key pair, a name, and a certificate that binds them.
struct Person {
  std::string name;
  std::string email;
  primitives::RsaPrivateKey key;
  x509::Certificate certificate;

  /// "Katie <katie@example.org>"
  std::string mailbox() const { return name + " <" + email + ">"; }
  x509::PrivateKey private_key() const { return x509::PrivateKey::rsa(key); }
};

/// Everybody who plays in the lesson.
class Cast {
 public:
  /// Draws keys and issues certificates.
  explicit Cast(RandomSource& random);

  const Person& sender() const { return sender_; }  ///< the article's "I"
  const Person& katie() const { return katie_; }
  const Person& mallory() const { return mallory_; }      ///< who attacks; certified under her name
  const Person& authority() const { return authority_; }  ///< the root that both trust

  x509::Authority issuer() const { return {authority_.certificate, authority_.private_key()}; }
  /// What Katie's program trusts: the one authority.
  x509::path::TrustStore trust() const;
  /// The moment at which the lesson plays.
  static Time now();
  static x509::Validity validity();            ///< of the people's certificates
  static x509::Validity authority_validity();  ///< of the authority's own, longer

 private:
  Person authority_, sender_, katie_, mallory_;
};

/// What the reader needs for the commands of every chapter: certificates, and the private keys of
/// the sender and of Katie, each with its certificate.
void leave_files(const Cast& cast, Story& story);

/// Bits of every modulus of the cast.
inline constexpr std::size_t kModulusBits = 2048;

/// A distinguished name of the lesson: country, organisation, common name.
x509::Name lesson_name(const std::string& common_name, const std::string& organisation);

}  // namespace smime::walkthrough
