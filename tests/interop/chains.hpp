// Chains that are valid, or broken each in one way, for us and for other programs to judge.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/x509/cast.hpp"
#include "x509/path/verifier.hpp"
#include "x509/revocation_list.hpp"

namespace smime::tests {

/// A chain as it was made.
struct MadeChain {
  x509::Authority root, middle;
  std::optional<x509::Authority> deeper;  ///< below `middle`
  x509::Certificate end;
  std::vector<x509::Certificate> others = {};  ///< more that a verifier is offered

  const x509::Authority& issuer() const { return deeper ? *deeper : middle; }
};

using Change = std::function<void(x509::TbsCertificate& certificate)>;

/// One chain of the set, and what is known of it.
struct Chain {
  std::string name;
  /// The first that we refuse it for; nothing: it is valid.
  std::optional<x509::Reason> reason = std::nullopt;
  /// The code that openssl-verify(1) documents; 0: it is valid.
  int openssl = 0;
  std::string why_else = "";  ///< where the verdicts differ on purpose: the citation
  // What is changed before each certificate is signed.
  Change root = {}, middle = {}, deeper = {}, end = {};
  std::function<void(MadeChain& chain)> finish = {};
  std::function<std::vector<x509::CertificateList>(const MadeChain& chain)> crls = {};
  // How both are asked.
  x509::path::PathOptions options = {};
  std::string flags = "";
  std::optional<Time> at = std::nullopt;

  MadeChain make() const;
};

/// Where the chain is broken by its form, its times, its keys or its extensions.
std::vector<Chain> chains_of_forms();
/// Where keys may not do what they are used for, or are too weak.
std::vector<Chain> chains_of_uses();
std::vector<Chain> chains_of_names();
std::vector<Chain> chains_of_policies();
std::vector<Chain> chains_of_revocation();

/// A change that sets an extension.
template <typename T>
Change with(T value, bool critical = true) {
  return [=](x509::TbsCertificate& certificate) { certificate.extensions.set(value, critical); };
}

/// The encoding with one bit of its last octet turned, which is the signature's.
x509::Certificate with_broken_signature(const x509::Certificate& certificate);

}  // namespace smime::tests
