// What a policy lets the program make, and the options that all commands share.
#include "mime/command/policy.hpp"

#include <CLI/CLI.hpp>
#include <chrono>

#include "primitives/error.hpp"
#include "x509/path/strength.hpp"

namespace smime::mime::command {
namespace {

using x509::path::Policy;

[[noreturn]] void refuse(const std::string& what, Policy policy) {
  throw Error(ErrorKind::invalid_argument, what,
              "the policy '" + std::string(to_string(policy)) +
                  "' does not make it; '--policy article' does",
              "RFC 8551, 2 and B");
}

}  // namespace

std::string default_digest(Policy policy) {
  return policy == Policy::article ? "sha1" : "sha256";
}

std::string default_cipher(Policy policy) {
  return policy == Policy::article ? "des-ede3-cbc" : "aes-256-cbc";
}

void require_digest(Policy policy, DigestAlgorithm digest) {
  if (!x509::path::digest_is_trusted(policy, digest)) {
    refuse("a signature over " + std::string(to_string(digest)), policy);
  }
}

void require_cipher(Policy policy, ContentCipher cipher) {
  const auto& info = primitives::info(cipher);
  const bool old = info.weak || info.block_cipher == primitives::BlockCipher::tdes;
  if (policy == Policy::modern && old) refuse("encryption with " + std::string(info.name), policy);
}

void require_key(Policy policy, const x509::Certificate& certificate) {
  if (!x509::path::key_is_trusted(policy, certificate.public_key())) {
    refuse("a key of " + std::to_string(certificate.public_key().bits()) + " bits", policy);
  }
}

Time moment(const std::string& rfc3339) {
  if (!rfc3339.empty()) return Time::from_rfc3339(rfc3339);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Time{std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

void add_common_options(CLI::App& command, std::string& policy, std::string& password_file,
                        std::string& password_env, bool& no_directory) {
  command.add_option("--policy", policy, "modern (default), article or any")
      ->check(CLI::IsMember({"modern", "article", "any"}));
  command.add_option("--password-file", password_file,
                     "a file whose first line is the key's password");
  command.add_option("--password-env", password_env,
                     "an environment variable that holds the password");
  command.add_flag("--no-directory", no_directory, "nothing but the named files counts");
}

}  // namespace smime::mime::command
