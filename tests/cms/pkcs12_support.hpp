// Katie's PKCS #12 files, and what reading one comes to.
#pragma once

#include "cms/pkcs12/key_store.hpp"
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

inline ErrorKind error_of(ByteView pfx, std::string_view password) {
  try {
    read_key_store(pfx, secret(password));
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
