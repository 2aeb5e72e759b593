// smime cms sign: SignedData over a file (RFC 5652, 5).
#include <CLI/CLI.hpp>
#include <algorithm>

#include "cms/content_info.hpp"
#include "cms/countersigner.hpp"
#include "cms/signature_verifier.hpp"
#include "cms/signer.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/cms_attributes.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::vector<std::string> ids, certificates, crls;
  std::string digest, at, policy = "modern", password_file, password_env;
  std::string input = "-", output = "-", content;
  DirectoryOption directory;
  bool canonical = false, detached = false, no_attributes = false, pss = false, pem = false;
  bool key_identifier = false, indefinite = false, add = false, countersign = false;
  bool certificates_only = false, no_signing_time = false, no_certificates = false;
  AttributeOptions attributes;
  std::string content_type = "1.2.840.113549.1.7.1";
};

std::vector<cms::Signer> signers_of(const Options& options, std::vector<x509::Certificate>& chain,
                                    const PasswordSource& password, RandomSource& random) {
  const auto policy = x509::path::policy(options.policy);
  const DigestAlgorithm digest = primitives::digest_algorithm(
      options.digest.empty() ? default_digest(policy) : options.digest);
  require_digest(policy, digest);
  const Time now = moment(options.at);
  std::vector<std::string> ids = options.ids;
  if (ids.empty()) ids.push_back("");  // the default ID
  std::vector<cms::Signer> signers;
  for (const std::string& text : ids) {
    const IdentityFile id =
        resolve_identity(options.directory, text, password, now, x509::path::Purpose::sign);
    const cms::Identity& own = id.signer();
    require_key(policy, own.certificate);
    cms::Signer signer{own.certificate, own.key};
    signer.digest = digest;
    signer.with_attributes = !options.no_attributes;
    signer.by_key_identifier = options.key_identifier;
    signer.rsassa_pss = options.pss;
    if (!options.no_signing_time) signer.signing_time = now;
    signer.more_attributes = options.attributes.attributes(own.certificate, now, random);
    signers.push_back(std::move(signer));
    chain.insert(chain.end(), id.others.begin(), id.others.end());
  }
  return signers;
}

// Those that the signers need, in one pass: the content may come through a pipe.
cms::ContentDigests digests_of_content(const cms::SignedData& data, const Options& options,
                                       const std::vector<cms::Signer>& signers) {
  std::vector<DigestAlgorithm> needed;
  for (const cms::Signer& signer : signers) {
    const DigestAlgorithm digest = cms::scheme_of(signer).digest;
    if (std::ranges::find(needed, digest) == needed.end()) needed.push_back(digest);
  }
  primitives::NullSink nowhere;
  cms::DigestingSink digesting(needed, nowhere);
  if (data.encap_content_info.e_content) {
    digesting.write(*data.encap_content_info.e_content);
    return digesting.finish();
  }
  if (options.content.empty()) throw UsageError("the content is detached: give it with --content");
  FileSource content(options.content);
  cms::pump(content, digesting);
  return digesting.finish();
}

// Puts signers beside those that are there, or countersignatures over all of theirs.
Bytes extended(const Options& options, const std::vector<cms::Signer>& signers,
               RandomSource& random) {
  if (options.content == "-" && options.input == "-") {
    throw UsageError("signature and content cannot both come from standard input");
  }
  cms::SignedData data = read_signed(options.input);
  const auto digests =
      options.countersign ? cms::ContentDigests() : digests_of_content(data, options, signers);
  if (options.countersign && data.signer_infos.empty()) {
    throw Error(ErrorKind::not_found, "no signature in the input", "a signature is countersigned",
                "RFC 5652, 11.4");
  }
  for (const cms::Signer& signer : signers) {
    if (options.countersign) {
      for (cms::SignerInfo& info : data.signer_infos) cms::countersign(info, signer, random);
      cms::add_once(data.certificates, signer.certificate);
    } else {
      cms::add_signer(data, signer, digests.at(cms::scheme_of(signer).digest), random);
    }
  }
  data.version = cms::required_version(data);
  return cms::ContentInfo{cms::id_signedData, data.encode()}.encode();
}

int sign(const Options& options) {
  SystemRandom random;
  cms::SignOptions how;
  how.detached = options.detached;
  how.content_type = asn1::ObjectIdentifier(options.content_type);
  how.signer_certificates = !options.no_certificates;
  const PasswordSource password = password_source(options.password_file, options.password_env);
  how.certificates = read_certificates(options.certificates, password);
  how.crls = read_crls(options.crls, password);
  if (options.certificates_only) {
    if (how.certificates.empty() && how.crls.empty()) {
      throw UsageError("--certs and --crl say what to carry");
    }
    write_cms(options.output, options.pem,
              [&](Sink& out) { out.write(cms::certificates_only(how.certificates, how.crls)); });
    return kSuccess;
  }
  if (options.no_attributes && options.attributes.any()) {
    throw UsageError("--no-attributes leaves no place for the attributes that are asked for");
  }
  if (options.add && options.countersign) {
    throw UsageError("--add and --countersign are two steps: do one after the other");
  }
  if (options.ids.empty() && options.directory.none) throw UsageError("--id says who signs");
  const std::vector<cms::Signer> signers = signers_of(options, how.certificates, password, random);
  write_cms(options.output, options.pem, [&](Sink& out) {
    if (options.add || options.countersign) return out.write(extended(options, signers, random));
    ContentInput content(options.input, options.canonical);
    const auto size = options.indefinite ? std::nullopt : content.size();
    cms::sign(signers, content.source(), size, how, out, random);
  });
  return kSuccess;
}

// How the signatures are made.
void add_signature_options(CLI::App& command, Options& options) {
  command.add_option("--digest", options.digest,
                     "md5 sha1 sha224 sha256 sha384 sha512 (default sha256)");
  command.add_flag("--pss", options.pss, "RSASSA-PSS in place of RSASSA-PKCS1-v1_5");
  command.add_flag("--no-attributes", options.no_attributes,
                   "sign the content alone, without attributes");
  command.add_flag("--no-signing-time", options.no_signing_time, "leave the signing time out");
  command.add_option("--at", options.at, "the signing time (RFC 3339; default now)");
  command.add_flag("--key-identifier", options.key_identifier,
                   "name the certificate by its subjectKeyIdentifier");
  options.attributes.add_to(command);
}

// What goes along.
void add_set_options(CLI::App& command, Options& options) {
  command.add_option("--certs", options.certificates, "more certificates to send along")
      ->allow_extra_args(false);
  command.add_option("--crl", options.crls, "lists of revoked certificates to send along")
      ->allow_extra_args(false);
  command.add_flag("--no-certificates", options.no_certificates,
                   "leave the signers' certificates out");
  command.add_flag("--certs-only", options.certificates_only,
                   "carry --certs and --crl alone, without content and signature");
}

}  // namespace

void add_cms_sign(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand("sign", "Sign a file (standard input to output)");
  command
      ->add_option("--id", options->ids,
                   "who signs: a file with private key and certificate, or an ID of the directory "
                   "(default: the default ID)")
      ->allow_extra_args(false);
  command->add_flag("--detached", options->detached, "leave the content out of the object");
  command->add_flag("--canonical", options->canonical,
                    "sign the content with CR LF at its line ends, as mail has it");
  command->add_option("--content-type", options->content_type,
                      "the content's type as an object identifier (default: data)");
  command->add_flag("--add", options->add, "the input is signed already: add these signers to it");
  command->add_flag("--countersign", options->countersign,
                    "the input is signed already: sign its signatures");
  command->add_option("--content", options->content, "the detached content, for --add");
  add_signature_options(*command, *options);
  add_set_options(*command, *options);
  command->add_flag("--indefinite", options->indefinite, "BER with indefinite lengths");
  command->add_flag("--pem", options->pem, "write PEM (default DER)");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the content (default standard input)");
  command->callback([options, &run] { run = [options] { return sign(*options); }; });
}

}  // namespace smime::mime::command
