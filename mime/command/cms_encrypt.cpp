// smime cms encrypt: EnvelopedData, AuthEnvelopedData, EncryptedData and AuthenticatedData (RFC
// 5652, 6, 8 and 9; RFC 5083).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "cms/authenticated_data.hpp"
#include "cms/encryptor.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/directory_recipients.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/recipients.hpp"
#include "mime/command/resolve.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  SecretOptions secrets;
  std::vector<std::string> to, originators, originator_crls, unprotected;
  std::string cipher, key_name = "00", policy = "modern", password_file, password_env;
  std::string oaep, wrap, digest = "sha256", input = "-", output = "-";
  DirectoryOption directory;
  bool canonical = false, quiet = false, key_identifier = false, encrypted_data = false,
       pem = false;
  bool indefinite = false, authenticated = false;
  std::uint32_t iterations = 100'000;
};

// The wrap that is asked for; else AES, for a key of 24 octets beside Triple DES that one.
cms::KeyWrap wrap_for(const Secret& key, ContentCipher cipher, const std::string& name) {
  if (name == "3des") return cms::KeyWrap::triple_des;
  if (name == "rc2") return cms::KeyWrap::rc2;
  if (!name.empty() && name != "aes") throw UsageError("--wrap is aes, 3des or rc2");
  const bool des = name.empty() && key.size() == 24 && cipher == ContentCipher::des_ede3_cbc;
  return des ? cms::KeyWrap::triple_des : cms::key_wrap_of_size(key.size());
}

Secret password_from(const std::string& file) {
  return password_source(file, {})(file);
}

// Those of --to: certificates of files, or of people and IDs of the directory.
Recipients people_of(const Options& options, const PasswordSource& password) {
  const auto policy = x509::path::policy(options.policy);
  Recipients people;
  for (const std::string& text : options.to) {
    if (options.directory.none || names_a_file(text)) {
      people.certificates.push_back(read_certificates({text}, password).front());
      people.ciphers.push_back(std::nullopt);
    } else {
      add_recipients(people, options.directory, text, {}, moment({}), policy, password);
    }
  }
  for (const auto& certificate : people.certificates) require_recipient(policy, certificate);
  return people;
}

std::vector<cms::Recipient> recipients_of(const Options& options, const Recipients& people,
                                          ContentCipher cipher) {
  std::vector<cms::Recipient> recipients;
  const auto how = options.oaep.empty()
                       ? cms::KeyTransport::pkcs1_v1_5()
                       : cms::KeyTransport::rsaes_oaep(primitives::digest_algorithm(options.oaep));
  for (const x509::Certificate& certificate : people.certificates) {
    recipients.push_back(cms::CertificateRecipient{certificate, how, options.key_identifier});
  }
  for (const std::string& file : options.secrets.secret_keys) {
    const Secret key = read_secret_key(file);
    const cms::SharedKey shared{primitives::from_hex(options.key_name), key};
    recipients.push_back(cms::SharedKeyRecipient{shared, wrap_for(key, cipher, options.wrap)});
  }
  for (const std::string& file : options.secrets.password_files) {
    cms::PasswordRecipient recipient;
    recipient.password = password_from(file);
    recipient.iterations = options.iterations;
    recipients.push_back(recipient);
  }
  return recipients;
}

// OID=HEX, the value's whole encoding.
cms::Attributes attributes_of(const std::vector<std::string>& texts) {
  cms::Attributes all;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) throw UsageError("--unprotected is OID=HEX, the value in DER");
    Bytes value = primitives::from_hex(text.substr(equals + 1));
    asn1::Reader reader(value);
    reader.any("value");
    reader.finish();
    all.add_value(asn1::ObjectIdentifier(text.substr(0, equals)), std::move(value));
  }
  return all;
}

// The one that is asked for; else the one that the recipients prefer, where that is known.
ContentCipher cipher_of(const Options& options, const Recipients& people) {
  if (!options.cipher.empty()) return primitives::content_cipher(options.cipher);
  const auto policy = x509::path::policy(options.policy);
  const bool known = std::ranges::any_of(people.ciphers, [](const auto& one) { return !!one; });
  return known ? common_cipher(people, policy) : primitives::content_cipher(default_cipher(policy));
}

cms::EncryptOptions encrypt_options(const Options& options, const Recipients& people,
                                    const PasswordSource& password) {
  const auto policy = x509::path::policy(options.policy);
  cms::EncryptOptions how;
  how.cipher = cipher_of(options, people);
  require_cipher(policy, how.cipher);
  how.originator_certificates = read_certificates(options.originators, password);
  how.originator_crls = read_crls(options.originator_crls, password);
  how.unprotected_attrs = attributes_of(options.unprotected);
  return how;
}

void encrypt_to(Sink& out, const Options& options, const Recipients& people,
                const cms::EncryptOptions& how) {
  SystemRandom random;
  ContentInput input(options.input, options.canonical);
  Source& content = input.source();
  const auto size = options.indefinite ? std::nullopt : input.size();
  if (options.encrypted_data) {
    const Secret key = read_secret_key(options.secrets.secret_keys.front());
    return cms::encrypt_with_key(content, size, key, how, out, random);
  }
  const auto recipients = recipients_of(options, people, how.cipher);
  if (recipients.empty()) {
    throw UsageError("nobody to encrypt to: --to, --secret-key or --with-password");
  }
  if (!options.authenticated) return cms::encrypt(content, size, recipients, how, out, random);
  cms::AuthenticateOptions authenticate{primitives::digest_algorithm(options.digest)};
  authenticate.envelope = how;
  cms::authenticate(content, size, recipients, authenticate, out, random);
}

int encrypt(const Options& options) {
  if (options.encrypted_data && options.secrets.secret_keys.size() != 1) {
    throw UsageError("--encrypted-data takes one --secret-key, which encrypts the content itself");
  }
  if (options.encrypted_data && options.authenticated) {
    throw UsageError("--encrypted-data and --authenticated are two types of content");
  }
  const PasswordSource password = password_source(options.password_file, options.password_env);
  const Recipients people = people_of(options, password);
  const cms::EncryptOptions how = encrypt_options(options, people, password);
  write_cms(options.output, options.pem, [&](Sink& out) { encrypt_to(out, options, people, how); });
  print_notes(people.notes, options.quiet);
  print_notes(doubts_about_recipients(people.certificates, moment({})), options.quiet);
  return kSuccess;
}

// How each recipient gets the key.
void add_key_options(CLI::App& command, Options& options) {
  command
      .add_option("--to", options.to,
                  "for whom: files with certificates, or addresses and names of the directory")
      ->allow_extra_args(false);
  command.add_option("--oaep", options.oaep,
                     "RSAES-OAEP with this digest in place of RSAES-PKCS1-v1_5");
  command.add_flag("--key-identifier", options.key_identifier,
                   "name the certificates by their subjectKeyIdentifier");
  options.secrets.add_to(command);
  command.add_option("--key-name", options.key_name,
                     "how the object names the shared key, in hexadecimal (default 00)");
  command.add_option("--wrap", options.wrap,
                     "what the shared key wraps with: aes (default), 3des or rc2");
  command.add_option("--iterations", options.iterations,
                     "of the derivation from a password (default 100000)");
}

}  // namespace

void add_cms_encrypt(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand("encrypt", "Encrypt a file (standard input to output)");
  add_key_options(*command, *options);
  command->add_flag("--encrypted-data", options->encrypted_data,
                    "encrypt under the --secret-key itself, without recipients");
  command->add_option("--cipher", options->cipher,
                      "rc2-40 rc2-64 rc2-128 des-cbc des-ede3-cbc aes-128-cbc aes-192-cbc "
                      "aes-256-cbc aes-128-gcm aes-192-gcm aes-256-gcm (default: what the "
                      "recipients prefer, else aes-256-cbc)");
  command->add_flag("--authenticated", options->authenticated,
                    "leave the content in the open, with an authentication code");
  command->add_option("--digest", options->digest, "of that code (default sha256)");
  command
      ->add_option("--originator", options->originators,
                   "certificates of the sender to put into the object")
      ->allow_extra_args(false);
  command
      ->add_option("--originator-crl", options->originator_crls, "likewise lists of revoked ones")
      ->allow_extra_args(false);
  command
      ->add_option("--unprotected", options->unprotected,
                   "an unprotected attribute: OID=HEX, its value in DER")
      ->allow_extra_args(false);
  command->add_flag("--canonical", options->canonical,
                    "encrypt the content with CR LF at its line ends, as mail has it");
  command->add_flag("--indefinite", options->indefinite, "BER with indefinite lengths");
  command->add_flag("--pem", options->pem, "write PEM (default DER)");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->add_flag("-q,--quiet", options->quiet, "no notes on standard error");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the content (default standard input)");
  command->callback([options, &run] { run = [options] { return encrypt(*options); }; });
}

}  // namespace smime::mime::command
