// Fuzz target: S/MIME messages opened, with and without the right key.
#include "mime/smime/opener.hpp"
#include "mime/smime/sender.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {
namespace {

using mime::secure::Verdict;

mime::secure::OpenOptions options() {
  mime::secure::OpenOptions options;
  options.identities = keys_of_rfc4134().identities;
  std::vector<x509::Certificate> anchors;
  for (const Bytes& der : hex_fields({{"x509/rfc4134_certificates.json", "certificate"}})) {
    refuses([&] { anchors.push_back(x509::Certificate::decode(der)); });
  }
  options.trust = x509::path::TrustStore(anchors);
  options.at = Time::from_civil(2002, 1, 1);
  options.path.policy = x509::path::Policy::any;
  return options;
}

}  // namespace

void fuzz(ByteView input) {
  static const mime::secure::OpenOptions as_bob = options();
  SystemRandom random;
  const auto result = mime::secure::open(input, as_bob, random);
  require(result.verdict == Verdict::valid || result.verdict == Verdict::not_signed ||
              !result.reasons.empty() || !result.error.empty(),
          "a refusal gives its reason");
  require(result.layers.size() <= as_bob.most_layers, "layers are bounded");
}

std::vector<Bytes> seeds() {
  std::vector<Bytes> found = hex_fields({{"cms/rfc4134_messages.json", "message"}});
  const std::size_t bare = found.size();
  for (std::size_t i = 0; i < bare; ++i) {
    const std::string message = mime::secure::pkcs7_mime({}, found[i], "signed-data");
    found.push_back(primitives::to_bytes(std::string_view(message)));
  }
  const auto prepared =
      mime::secure::prepare(primitives::bytes_of("Subject: a\r\n\r\nBreakfast?\r\n"));
  const std::string clear =
      mime::secure::multipart_signed(prepared, found.at(4), {DigestAlgorithm::sha1}, "boundary");
  found.push_back(primitives::to_bytes(std::string_view(clear)));
  return found;
}

}  // namespace smime::fuzz
