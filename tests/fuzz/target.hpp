// What every fuzz target has: what it does with octets, and the octets that it starts from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cms/decryptor.hpp"
#include "primitives/bytes.hpp"
#include "primitives/error.hpp"

namespace smime::fuzz {

/// Defined by each target. An `Error` that leaves it is a refusal, which is right; any other
/// exception, and whatever the sanitizers see, is a finding.
void fuzz(ByteView input);
/// Defined by each target: the corpus, from vectors/.
std::vector<Bytes> seeds();

/// Ends the program where something does not hold, so that libFuzzer keeps the input.
void require(bool holds, const char* what);

/// A field in hexadecimal of all tests of a file in vectors/; files and fields may be several.
std::vector<Bytes> hex_fields(const std::vector<std::pair<std::string, std::string>>& fields);
/// What is enclosed in RFC 4134's messages: Bob's certificate and key, and a secret key.
cms::DecryptionKeys keys_of_rfc4134();

/// Whether `action` refuses its input.
template <typename Action>
bool refuses(Action&& action) {
  try {
    action();
    return false;
  } catch (const Error&) {
    return true;
  }
}

}  // namespace smime::fuzz
