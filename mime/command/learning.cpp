// What opening a message teaches about its signers, and what it says about strangers.
#include "mime/command/learning.hpp"

#include <algorithm>

#include "mime/command/format.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/capabilities.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using directory::Acquaintance;
using directory::Database;
using directory::Introduction;
using secure::SignerReport;
using secure::Verdict;

// That the content was signed with this key, and that From names its owner, whoever vouches for it.
bool is_right(const SignerReport& signer) {
  return signer.cms.certificate && signer.cms.valid() && signer.address.passed() &&
         signer.verdict != Verdict::invalid;
}

std::string short_sha256(const x509::Certificate& certificate) {
  return certificate.sha256_hex().substr(0, 16);
}

Introduction introduction(const SignerReport& signer,
                          const std::vector<x509::Certificate>& certificates, Time now) {
  Introduction result{*signer.cms.certificate};
  if (const auto learnt =
          secure::learn_capabilities(signer.signer_info, signer, certificates, now)) {
    result.for_encryption = learnt->encryption_certificate;
    result.signing_time = learnt->signing_time;
    if (!learnt->ciphers.empty()) {
      result.capabilities = cms::SmimeCapabilities::of(learnt->ciphers);
    }
  }
  return result;
}

std::string news_of(const Acquaintance& one, const Introduction& introduction) {
  const std::string sha256 = short_sha256(introduction.signer);
  if (one.new_person) return text::format("{} is now in the directory", one.person);
  if (!one.before.empty()) {
    return text::format("{} has signed with a new certificate, {}, and no longer with {}",
                        one.person, sha256, short_sha256(one.before.front()));
  }
  if (one.new_certificate)
    return text::format("{} has a new certificate to encrypt for", one.person);
  return text::format("{}'s mail program tells of new capabilities", one.person);
}

// Mail is read far more often than anything is new, so the file is first only read.
std::vector<std::string> learn_all(const std::vector<Introduction>& all,
                                   const DirectoryOption& directory, Time now) {
  std::vector<std::string> news;
  {
    Database database = directory.read();
    const bool nothing_new = std::ranges::none_of(all, [&](const Introduction& one) {
      return directory::recognise(database, one).changes_something();
    });
    if (nothing_new) return news;
  }
  Database database = directory.write();
  directory::Transaction transaction(database);
  for (const Introduction& one : all) {
    const Acquaintance learnt = directory::learn(database, one, now);
    if (learnt.changes_something()) news.push_back(news_of(learnt, one));
  }
  transaction.commit();
  return news;
}

void advise(std::vector<std::string>& lines, const SignerReport& signer,
            const std::string& message) {
  const x509::Certificate& certificate = *signer.cms.certificate;
  const std::string name = certificate.subject().common_name();
  const std::string file = message == "-" ? "MESSAGE" : message;
  lines.push_back(text::format(
      "{} is a stranger: the signature is right, but nobody whom you trust vouches for its "
      "certificate, which {} issued (SHA-256 {}). Trust it only if you know by other means that it "
      "is right",
      name, certificate.is_self_issued() ? "its owner" : certificate.issuer().common_name(),
      certificate.sha256_hex()));
  lines.push_back(text::format(
      "to believe this signer from now on: smime trust cross-certify {} --scope signer", file));
  if (certificate.is_self_issued()) return;
  lines.push_back(text::format(
      "to believe everybody to whom {} issues: smime trust cross-certify {} --scope authority",
      certificate.issuer().common_name(), file));
}

// Whether all that is wrong is that nobody trusted vouches for the certificate: nobody took it
// back, and taken as its own anchor it is valid now, and good for signing.
bool is_strange(const SignerReport& signer, Time now) {
  const auto reasons = signer.path.report.reasons();
  if (reasons.empty() || std::ranges::find(reasons, x509::Reason::revoked) != reasons.end()) {
    return false;
  }
  x509::path::PathOptions alone;
  alone.purpose = x509::path::Purpose::sign;
  const x509::Certificate& certificate = *signer.cms.certificate;
  return x509::path::verify_certificate(certificate, x509::path::TrustStore({certificate}), {}, {},
                                        now, alone)
      .valid();
}

}  // namespace

std::vector<Introduction> introductions(const secure::OpenResult& result, Time now,
                                        bool only_trusted) {
  std::vector<Introduction> all;
  for (const secure::Layer& layer : result.layers) {
    for (const SignerReport& signer : layer.signers) {
      if (!is_right(signer) || (only_trusted && signer.verdict != Verdict::valid)) continue;
      all.push_back(introduction(signer, layer.certificates, now));
    }
  }
  return all;
}

std::vector<std::string> learn_from(const secure::OpenResult& result,
                                    const DirectoryOption& directory, Time now) {
  if (result.verdict != Verdict::valid) return {};
  return learn(introductions(result, now, true), directory, now);
}

std::vector<std::string> learn(const std::vector<Introduction>& all,
                               const DirectoryOption& directory, Time now) {
  if (all.empty()) return {};
  try {
    return learn_all(all, directory, now);
  } catch (const Error& error) {
    return {std::string("nothing was learnt about the sender: ") + error.what()};
  }
}

std::vector<std::string> advice_on_strangers(const secure::OpenResult& result,
                                             const DirectoryOption& directory,
                                             const std::string& message, Time now) {
  std::vector<std::string> lines;
  Database database = directory.read();
  for (const secure::Layer& layer : result.layers) {
    for (const SignerReport& signer : layer.signers) {
      if (!is_right(signer) || signer.verdict == Verdict::valid || !is_strange(signer, now)) {
        continue;
      }
      const Acquaintance known = directory::recognise(database, {*signer.cms.certificate});
      if (!known.before.empty()) {
        lines.push_back(text::format(
            "{} is known with another certificate, {}: this message may be somebody else's",
            known.person, short_sha256(known.before.front())));
      }
      advise(lines, signer, message);
    }
  }
  return lines;
}

secure::OpenResult open_for_signers(const std::string& file, const DirectoryOption& directory,
                                    const PasswordSource& password, Time at) {
  secure::OpenOptions how;
  how.at = at;
  add_directory(how, directory, password);
  SystemRandom random;
  return secure::open(read_file(file), how, random);
}

std::optional<x509::Certificate> issuer_of(const x509::Certificate& certificate,
                                           const std::vector<x509::Certificate>& candidates) {
  for (const x509::Certificate& candidate : candidates) {
    try {
      if (candidate.subject() == certificate.issuer() &&
          certificate.is_signed_with(candidate.public_key())) {
        return candidate;
      }
    } catch (const Error&) {
      continue;  // a key that verifies nothing is nobody's issuer
    }
  }
  return std::nullopt;
}

}  // namespace smime::mime::command
