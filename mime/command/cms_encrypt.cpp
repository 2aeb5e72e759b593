// smime cms encrypt: EnvelopedData, AuthEnvelopedData and EncryptedData (RFC 5652, 6 and 8; RFC
// 5083).
#include "cms/encryptor.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  SecretOptions secrets;
  std::vector<std::string> to, originators;
  std::string cipher, key_name = "00", policy = "modern", password_file, password_env;
  std::string oaep, input = "-", output = "-";
  bool no_directory = false, key_identifier = false, encrypted_data = false, pem = false;
  bool indefinite = false;
};

// The wrap for a key-encryption key of this size; of 24 octets AES, unless the content's cipher is
// Triple DES.
cms::KeyWrap wrap_for(const Secret& key, ContentCipher cipher) {
  if (key.size() == 24 && cipher == ContentCipher::des_ede3_cbc) return cms::KeyWrap::triple_des;
  return cms::key_wrap_of_size(key.size());
}

Secret password_from(const std::string& file) {
  return password_source(file, {})(file);
}

std::vector<cms::Recipient> recipients_of(const Options& options, ContentCipher cipher) {
  const auto policy = x509::path::policy(options.policy);
  std::vector<cms::Recipient> recipients;
  const auto how = options.oaep.empty()
                       ? cms::KeyTransport::pkcs1_v1_5()
                       : cms::KeyTransport::rsaes_oaep(primitives::digest_algorithm(options.oaep));
  for (const std::string& file : options.to) {
    const x509::Certificate certificate = read_certificates({file}).front();
    require_key(policy, certificate);
    recipients.push_back(cms::CertificateRecipient{certificate, how, options.key_identifier});
  }
  for (const std::string& file : options.secrets.secret_keys) {
    const Secret key = read_secret_key(file);
    const cms::SharedKey shared{primitives::from_hex(options.key_name), key};
    recipients.push_back(cms::SharedKeyRecipient{shared, wrap_for(key, cipher)});
  }
  for (const std::string& file : options.secrets.password_files) {
    cms::PasswordRecipient recipient;
    recipient.password = password_from(file);
    recipients.push_back(recipient);
  }
  return recipients;
}

int encrypt(const Options& options) {
  const auto policy = x509::path::policy(options.policy);
  SystemRandom random;
  cms::EncryptOptions how;
  how.cipher =
      primitives::content_cipher(options.cipher.empty() ? default_cipher(policy) : options.cipher);
  require_cipher(policy, how.cipher);
  how.originator_certificates = read_certificates(options.originators);
  if (options.encrypted_data && options.secrets.secret_keys.size() != 1) {
    throw UsageError("--encrypted-data takes one --secret-key, which encrypts the content itself");
  }
  write_cms(options.output, options.pem, [&](Sink& out) {
    FileSource content(options.input);
    const auto size = options.indefinite ? std::nullopt : content.size();
    if (options.encrypted_data) {
      const Secret key = read_secret_key(options.secrets.secret_keys.front());
      return cms::encrypt_with_key(content, size, key, how, out, random);
    }
    const auto recipients = recipients_of(options, how.cipher);
    if (recipients.empty())
      throw UsageError(
          "nobody to encrypt to: --to, --secret-key or "
          "--with-password");
    cms::encrypt(content, size, recipients, how, out, random);
  });
  return kSuccess;
}

}  // namespace

void add_cms_encrypt(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand("encrypt", "Encrypt a file (standard input to output)");
  command->add_option("--to", options->to, "for whom: files with certificates")
      ->allow_extra_args(false);
  options->secrets.add_to(*command);
  command->add_option("--key-name", options->key_name,
                      "how the object names the shared key, in hexadecimal (default 00)");
  command->add_flag("--encrypted-data", options->encrypted_data,
                    "encrypt under the --secret-key itself, without recipients");
  command->add_option("--cipher", options->cipher,
                      "rc2-40 rc2-64 rc2-128 des-cbc des-ede3-cbc aes-128-cbc aes-192-cbc "
                      "aes-256-cbc aes-128-gcm aes-192-gcm aes-256-gcm (default aes-256-cbc)");
  command->add_option("--oaep", options->oaep,
                      "RSAES-OAEP with this digest in place of RSAES-PKCS1-v1_5");
  command->add_flag("--key-identifier", options->key_identifier,
                    "name the certificates by their subjectKeyIdentifier");
  command
      ->add_option("--originator", options->originators,
                   "certificates of the sender to put into the object")
      ->allow_extra_args(false);
  command->add_flag("--indefinite", options->indefinite, "BER with indefinite lengths");
  command->add_flag("--pem", options->pem, "write PEM (default DER)");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->no_directory);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the content (default standard input)");
  command->callback([options, &run] { run = [options] { return encrypt(*options); }; });
}

}  // namespace smime::mime::command
