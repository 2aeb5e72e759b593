// Katie's PKCS #12 files, and what reading one comes to.
#pragma once

#include "asn1/writer.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "cms/pkcs12/safe_bags.hpp"
#include "primitives/error.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

namespace smime::tests {

using namespace smime::cms::pkcs12;

inline Secret secret(std::string_view text) {
  return Secret(primitives::bytes_of(text));
}

inline KeyStore store_of_katie() {
  const CmsCast& cast = CmsCast::get();
  return key_store_of(cast.katie, {cast.diane.certificate}, "Katie \u2013 \u5bc6\u94a5");
}

inline Bytes file_of(KeyStoreClass kind, std::string_view password) {
  TestRandom random(1);
  return write_key_store(store_of_katie(), secret(password), kind, random, 10);
}

/// A file of these bags in the open, with an authentication code under "x".
inline Bytes file_of_bags(const std::vector<SafeBag>& bags) {
  const auto data = [](ByteView octets) {
    return cms::ContentInfo{cms::id_data,
                            asn1::encode([&](asn1::Writer& w) { w.octet_string(octets); })};
  };
  const Bytes authenticated = asn1::encode([&](asn1::Writer& w) {
    w.sequence([&](asn1::Writer& safes) { safes.raw(data(encode_safe_contents(bags)).encode()); });
  });
  TestRandom random(8);
  Pfx pfx;
  pfx.auth_safe = data(authenticated);
  pfx.mac_data =
      make_mac(primitives::DigestAlgorithm::sha256, 10, authenticated, secret("x"), random);
  return pfx.encode();
}

/// Katie's key and certificate, each in a bag, in the open.
inline std::vector<SafeBag> bags_of_katie() {
  const CmsCast& cast = CmsCast::get();
  return {{id_keyBag, primitives::to_bytes(cast.katie.key.to_pkcs8().view()), {}},
          {id_certBag,
           TypedValue::of_octets(id_x509Certificate, cast.katie.certificate.der()).encode(),
           {}}};
}

inline ErrorKind error_of(ByteView pfx, std::string_view password,
                          std::uint64_t most_iterations = kMostFileIterations) {
  try {
    read_key_store(pfx, secret(password), most_iterations);
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("accepted");
  return ErrorKind::malformed;
}

inline std::vector<x509::Reason> reasons_of(ByteView pfx, std::string_view password) {
  return read_key_store(pfx, secret(password)).report.reasons();
}

}  // namespace smime::tests
