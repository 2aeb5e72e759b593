// PKCS #10 requests: those of python3-cryptography-vectors, and malformed ones.
#include "x509/request.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/cast.hpp"
#include "tests/x509/support.hpp"
#include "x509/extensions.hpp"

using namespace smime;
using namespace smime::x509;
using tests::Cast;
using tests::kind_of;

namespace {

CertificationRequest sample() {
  const Cast& cast = Cast::get();
  tests::TestRandom random(41);
  return make_request(cast.bob_key, Name::from_rfc4514("CN=Bob"),
                      Profile::person({"bob@example.com"}).extensions, random);
}

}  // namespace

TEST_CASE("requests of the cryptography vectors prove possession", "[x509][request]") {
  const auto folder = tests::cryptography_vectors("x509/requests");
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const auto read = [&](const std::string& name) {
    return CertificationRequest::decode(
        tests::read_objects(*folder / name, "CERTIFICATE REQUEST").at(0));
  };
  for (const char* name : {"rsa_sha1.pem", "rsa_sha256.pem", "dsa_sha1.pem", "san_rsa_sha1.pem",
                           "challenge.pem", "freeipa-bad-critical.pem"}) {
    INFO(name);
    CHECK(read(name).verify());
  }
  CHECK(kind_of([&] { read("freeipa-bad-critical.pem").info().extension_request(); }) ==
        ErrorKind::not_der);  // critical FALSE written out
  CHECK_FALSE(read("invalid_signature.pem").verify());
  CHECK(read("san_rsa_sha1.pem").info().extension_request().contains(id_ce_subjectAltName));
  CHECK(read("basic_constraints.pem")
            .info()
            .extension_request()
            .find<BasicConstraints>()
            ->path_len_constraint == 1U);
  CHECK(read("rsa_sha1.pem").info().extension_request().empty());
  CHECK(kind_of([&] { read("two_basic_constraints.pem").info().extension_request(); }) ==
        ErrorKind::malformed);
}

TEST_CASE("a request is written and read", "[x509][request]") {
  const CertificationRequest request = sample();
  CHECK(request.verify());
  CHECK(primitives::equal(request.info().encode(), request.info_der()));
  CertificationRequestInfo info = request.info();
  info.request_extensions({});
  CHECK(info.attributes.empty());
  CHECK(info.extension_request().empty());
}

TEST_CASE("malformed requests say why", "[x509][request]") {
  const Bytes der = primitives::to_bytes(sample().der());
  const auto refusal = [](const Bytes& changed) {
    return kind_of([&] { CertificationRequest::decode(changed); });
  };
  for (std::size_t size = 0; size < der.size(); ++size) {
    CHECK(refusal(Bytes(der.begin(), der.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  Bytes version = der;
  version.at(10) = 1;
  CHECK(refusal(version) == ErrorKind::unsupported_version);
  Bytes longer = der;
  longer.push_back(0);
  CHECK(refusal(longer) == ErrorKind::trailing_data);
}
