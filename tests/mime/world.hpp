// Katie with a key and a certificate that is trusted, for tests of messages in memory.
#pragma once

#include <algorithm>
#include <string>

#include "mime/smime/opener.hpp"
#include "mime/smime/sender.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/random.hpp"
#include "x509/authority.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

namespace smime::tests {

struct World {
  SystemRandom random;
  x509::Validity validity{Time::from_civil(2020, 1, 1), Time::from_civil(2049, 12, 31)};
  x509::PrivateKey key = x509::PrivateKey::rsa(primitives::generate_rsa_key(1024, 65537, random));
  x509::Certificate certificate =
      x509::issue_self_signed(key, x509::Name::of({{x509::id_at_commonName, "Katie"}}),
                              x509::Profile::person({"katie@example.org"}),
                              x509::random_serial_number(random), validity, random);
  mime::secure::Prepared prepared = mime::secure::prepare(primitives::bytes_of(
      "From: katie@example.org\r\nContent-Type: text/plain\r\n\r\nBreakfast?\r\n"));

  mime::secure::OpenOptions options() const {
    mime::secure::OpenOptions result;
    result.identities = {{certificate, key}};
    result.trust = x509::path::TrustStore({certificate});
    result.at = Time::from_civil(2026, 1, 1);
    result.path.policy = x509::path::Policy::article;
    return result;
  }

  std::vector<cms::Signer> signers() const { return {{certificate, key}}; }

  // The streamed sender over a message in memory.
  std::string sign(const std::string& message, mime::secure::SignedForm form) {
    const mime::secure::ContentView content(primitives::bytes_of(message));
    const mime::secure::Draft draft(content, mime::secure::Draft::Form::message);
    primitives::BytesSink out;
    mime::secure::sign_message(draft, signers(), form, {}, out, random);
    return primitives::to_string(out.bytes());
  }
  std::string encrypt(const std::string& message, const cms::EncryptOptions& how = {}) {
    const mime::secure::ContentView content(primitives::bytes_of(message));
    const mime::secure::Draft draft(content, mime::secure::Draft::Form::message);
    primitives::BytesSink out;
    mime::secure::encrypt_message(draft, {cms::CertificateRecipient{certificate}}, how, out,
                                  random);
    return primitives::to_string(out.bytes());
  }
  std::string compress(const std::string& message) {
    const mime::secure::ContentView content(primitives::bytes_of(message));
    const mime::secure::Draft draft(content, mime::secure::Draft::Form::message);
    primitives::BytesSink out;
    mime::secure::compress_message(draft, out);
    return primitives::to_string(out.bytes());
  }
  mime::secure::OpenResult open(const std::string& message) {
    return mime::secure::open(primitives::bytes_of(message), options(), random);
  }
};

/// Gives a source's octets in parts of random sizes.
class CrumblySource : public Source {
 public:
  CrumblySource(ByteView octets, TestRandom& random, std::size_t most = 9)
      : source_(octets), random_(random), most_(most) {}
  std::size_t read(MutableByteView out) override {
    return source_.read(out.first(std::min(out.size(), 1 + random_.below(most_))));
  }

 private:
  primitives::BytesSource source_;
  TestRandom& random_;
  std::size_t most_;
};

/// All of a source, read in parts of random sizes.
inline std::string read_all(Source& source, TestRandom& random, std::size_t most = 9) {
  std::string text;
  Bytes part(most);
  for (;;) {
    const std::size_t count = source.read(MutableByteView(part).first(1 + random.below(most)));
    if (count == 0) return text;
    text += primitives::to_string(ByteView(part).first(count));
  }
}

}  // namespace smime::tests
