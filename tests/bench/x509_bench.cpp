// Certificates: a PEM bundle read, and a chain of three verified.
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "asn1/pem.hpp"
#include "tests/bench/operation.hpp"
#include "tests/x509/cast.hpp"
#include "x509/path/verifier.hpp"

namespace smime::bench {
namespace {

using tests::Cast;
using x509::Certificate;
using x509::path::TrustStore;

std::vector<Bytes> chain_of_three() {
  const Cast& cast = Cast::get();
  std::vector<Bytes> chain;
  for (const Certificate& one :
       {cast.katie, cast.intermediate.certificate, cast.root.certificate}) {
    chain.push_back(primitives::to_bytes(one.der()));
  }
  return chain;
}

// Debian's roots, or where they are not installed the chain many times over.
std::string bundle() {
  const std::filesystem::path installed = "/etc/ssl/certs/ca-certificates.crt";
  if (std::filesystem::exists(installed)) {
    std::ifstream file(installed, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  std::string text;
  for (int i = 0; i < 50; ++i) {
    for (const Bytes& der : chain_of_three()) text += asn1::write_pem("CERTIFICATE", der);
  }
  return text;
}

std::vector<Certificate> read(const std::string& pem) {
  std::vector<Certificate> list;
  for (asn1::PemObject& object : asn1::read_pem(primitives::bytes_of(pem))) {
    list.push_back(Certificate::decode(std::move(object.octets)));
  }
  return list;
}

void verify(const std::vector<Certificate>& chain, const TrustStore& trust) {
  const auto result =
      x509::path::verify_certificate(chain[0], trust, {chain[1]}, {}, Time{std::time(nullptr)});
  if (!result.valid()) fail("ours", "the chain");
}

std::vector<Certificate> decode(const std::vector<Bytes>& chain) {
  std::vector<Certificate> decoded;
  for (const Bytes& der : chain) decoded.push_back(Certificate::decode(der));
  return decoded;
}

}  // namespace

std::vector<Operation> x509_operations() {
  const std::string pem = bundle();
  const auto chain = chain_of_three();
  const std::size_t count = read(pem).size();

  Operation reading{"certificates read", count, "1/s", static_cast<double>(count), kFastest};
  reading.ours = [=]() -> Body {
    return [=] {
      if (read(pem).size() != count) fail("ours", "reading");
    };
  };
  reading.theirs = [=](Peer& peer) { return peer.read_certificates(pem); };

  Operation verifying{"chain verified", chain.size(), "1/s", 1, kFastest};
  verifying.ours = [=]() -> Body {
    return [=] {
      const auto decoded = decode(chain);
      verify(decoded, TrustStore({decoded.back()}));
    };
  };
  verifying.theirs = [=](Peer& peer) { return peer.verify_chain(chain); };

  Operation again{"decoded chain verified", chain.size(), "1/s", 1, kFastest};
  again.ours = [=]() -> Body {
    const auto decoded = decode(chain);
    const TrustStore trust({decoded.back()});
    return [=] { verify(decoded, trust); };
  };
  again.theirs = [=](Peer& peer) { return peer.verify_decoded_chain(chain); };
  return {reading, verifying, again};
}

}  // namespace smime::bench
