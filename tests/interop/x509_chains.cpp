// OpenSSL and we on the same chains: valid ones, and such as are broken each in one way.
#include <cstdio>
#include <regex>

#include "tests/interop/chains.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::x509;
using namespace smime::tests;

namespace {

std::vector<Certificate> untrusted(const MadeChain& made) {
  std::vector<Certificate> list = made.others;
  list.push_back(made.middle.certificate);
  if (made.deeper) list.push_back(made.deeper->certificate);
  return list;
}

// What we say: the first reason, or nothing where the chain is valid.
std::optional<Reason> our_verdict(const Chain& chain, const MadeChain& made,
                                  const std::vector<CertificateList>& crls) {
  const auto result =
      path::verify_certificate(made.end, path::TrustStore({made.root.certificate}), untrusted(made),
                               crls, chain.at.value_or(Cast::get().now), chain.options);
  const Check* failure = result.report.first_failure();
  return failure == nullptr ? std::nullopt : failure->reason;
}

// What openssl says: the number of the first error, or 0. Its level 2 asks for what our policy
// `modern` asks for: 112 bits, which SHA-1 and RSA under 2048 bits do not give.
int openssl_verdict(const Chain& chain, const MadeChain& made,
                    const std::vector<CertificateList>& crls, std::string& output) {
  const TemporaryFolder folder;
  std::string others, lists;
  for (const Certificate& other : untrusted(made)) others += pem("CERTIFICATE", other.der());
  for (const CertificateList& crl : crls) lists += pem("X509 CRL", crl.der());
  folder.write_text("root.pem", pem("CERTIFICATE", made.root.certificate.der()));
  folder.write_text("others.pem", others);
  folder.write_text("end.pem", pem("CERTIFICATE", made.end.der()));
  folder.write_text("crls.pem", lists);
  const Ran ran = run(folder,
                      "openssl verify -auth_level 2 -no-CApath -no-CAstore -CAfile root.pem "
                      "-untrusted others.pem -attime " +
                          std::to_string(chain.at.value_or(Cast::get().now).seconds) + " " +
                          (crls.empty() ? "" : "-CRLfile crls.pem ") + chain.flags + " end.pem");
  output = ran.output;
  std::smatch match;
  if (std::regex_search(ran.output, match, std::regex("error ([0-9]+) at"))) {
    return std::stoi(match[1]);
  }
  return ran.status == 0 ? 0 : -1;
}

std::string text(const std::optional<Reason>& reason) {
  return reason ? std::string(to_string(*reason)) : "valid";
}

// How many chains of the family were judged.
std::size_t compare(const std::vector<Chain>& chains) {
  for (const Chain& chain : chains) {
    const MadeChain made = chain.make();
    const auto crls = chain.crls ? chain.crls(made) : std::vector<CertificateList>{};
    std::string output;
    const int theirs = openssl_verdict(chain, made, crls, output);
    INFO(chain.name << "\n" << output);
    CHECK(text(our_verdict(chain, made, crls)) == text(chain.reason));
    CHECK(theirs == chain.openssl);
    CHECK(((chain.openssl == 0) == !chain.reason) == chain.why_else.empty());
  }
  return chains.size();
}

}  // namespace

TEST_CASE("openssl and we agree on chains, valid and broken", "[interop][x509]") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  std::size_t count = compare(chains_of_forms());
  count += compare(chains_of_uses());
  count += compare(chains_of_names());
  count += compare(chains_of_policies());
  count += compare(chains_of_revocation());
  std::printf("chains judged by openssl and by us: %zu\n", count);
  CHECK(count >= 60);
}
