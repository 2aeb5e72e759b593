// What a verdict on a path depends on beside certificates and time: the words of its options.
#include "x509/path/options.hpp"

#include <array>
#include <string>

#include "primitives/error.hpp"

namespace smime::x509::path {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 3> kPolicies = {"modern", "article", "any"};
constexpr std::array<std::string_view, 3> kPurposes = {"sign", "encrypt", "any"};

std::size_t position(const std::array<std::string_view, 3>& words, std::string_view word,
                     std::string_view what) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return i;
  }
  throw Error(ErrorKind::invalid_argument,
              "the " + std::string(what) + " \"" + std::string(word) + "\"",
              "it is one of " + std::string(words[0]) + ", " + std::string(words[1]) + ", " +
                  std::string(words[2]));
}

}  // namespace

std::string_view to_string(Policy policy) {
  return kPolicies[static_cast<std::size_t>(policy)];
}

Policy policy(std::string_view word) {
  return static_cast<Policy>(position(kPolicies, word, "policy"));
}

std::string_view to_string(Purpose purpose) {
  return kPurposes[static_cast<std::size_t>(purpose)];
}

Purpose purpose(std::string_view word) {
  return static_cast<Purpose>(position(kPurposes, word, "purpose"));
}

}  // namespace smime::x509::path
