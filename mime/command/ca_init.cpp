// smime ca init: a new authority, which certifies itself or is certified by one of the directory.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/ca_profile.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "primitives/rsa_keygen.hpp"

namespace smime::mime::command {
namespace {

constexpr int kRootDays = 3650;

struct Options {
  CaOptions ca;  // of the authority above
  std::string name, subject, issuer, digest, crl_url, policy = "modern", output;
  std::vector<std::string> policy_oids;
  unsigned key_size = 0;
  int path_length = -1, days_of_people = 365;
  ValidityOptions validity;
  PasswordOptions issuer_password;
};

// As the article's day had it, and as today wants it.
unsigned key_size(const Options& options, x509::path::Policy policy) {
  if (options.key_size != 0) return options.key_size;
  return policy == x509::path::Policy::article ? 1024 : 3072;
}

x509::Profile profile_of(const Options& options, const CaSettings& settings) {
  x509::Profile profile = x509::Profile::authority(
      options.path_length < 0 ? std::nullopt
                              : std::optional(static_cast<std::uint32_t>(options.path_length)));
  profile.digest = primitives::digest_algorithm(settings.digest);
  return profile;
}

x509::Certificate certify(const Options& options, const x509::PrivateKey& key,
                          const CaSettings& settings, Time now, RandomSource& random) {
  const x509::Name subject = x509::Name::from_rfc4514(options.subject);
  x509::Profile profile = profile_of(options, settings);
  const Bytes serial_number = x509::random_serial_number(random);
  if (options.issuer.empty()) {
    add_authority_extensions(profile, "", options.policy_oids);
    return x509::issue_self_signed(key, subject, profile, serial_number,
                                   options.validity.validity(now, kRootDays, std::nullopt), random);
  }
  CaOptions above = options.ca;
  above.name = options.issuer;
  above.password = options.issuer_password;
  CaDesk desk = CaDesk::open(above);
  require_key_for(desk.policy, key.public_key(), options.subject);
  require_digest(desk.policy, profile.digest);
  add_authority_extensions(profile, desk.settings.crl_url, options.policy_oids);
  const auto validity =
      options.validity.validity(now, kRootDays / 2, desk.authority.certificate.validity());
  const auto certificate = x509::issue(desk.authority, key.public_key(), subject, profile,
                                       serial_number, validity, random);
  directory::Transaction transaction(desk.database);
  desk.reg().enter(desk.stored.id, certificate, std::nullopt, std::nullopt, now);
  desk.log(holder(certificate), "issue", "an authority below: " + options.name);
  transaction.commit();
  return certificate;
}

int init(const Options& options) {
  CaSettings settings;
  settings.policy = options.policy;
  const auto policy = x509::path::policy(options.policy);
  settings.digest = options.digest.empty() ? default_digest(policy) : options.digest;
  settings.crl_url = options.crl_url;
  settings.days = options.days_of_people;
  require_digest(policy, primitives::digest_algorithm(settings.digest));
  directory::Database database = options.ca.directory.write();
  for (const auto& other : directory::Register(database).authorities()) {
    if (other.name == options.name) throw UsageError("an authority " + other.name + " exists");
  }
  const Secret password = new_password_source(
      options.ca.password.file, options.ca.password.env)("the authority " + options.name);
  SystemRandom random;
  const Time now = moment(options.ca.at);
  const auto key =
      x509::PrivateKey::rsa(primitives::generate_rsa_key(key_size(options, policy), 65537, random));
  require_key_for(policy, key.public_key(), "an authority");
  const x509::Certificate certificate = certify(options, key, settings, now, random);
  const Bytes locked = key.to_encrypted_pkcs8(password, {}, random);
  directory::Transaction transaction(database);
  directory::Register(database).add(options.name, certificate, locked, settings.write(), now);
  directory::log(database, {now, options.name, holder(certificate), "init", "made"});
  transaction.commit();
  std::cerr << "smime: the authority " << options.name << ": " << summary_of(certificate) << "\n";
  if (!options.output.empty()) {
    write_file(options.output, primitives::bytes_of(certificate_pem(certificate)), false);
  }
  return kSuccess;
}

}  // namespace

void add_ca_init(CLI::App& ca, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = ca.add_subcommand("init", "Make an authority, with its key and certificate");
  command->add_option("NAME", options->name, "what the directory calls it")->required();
  command
      ->add_option("--subject", options->subject,
                   "its name in certificates, such as CN=Example Authority,O=Example,C=US")
      ->required();
  command
      ->add_option("--issuer", options->issuer,
                   "the authority above, one of this directory (default: itself, a root)")
      ->type_name("AUTHORITY");
  options->validity.add_to(*command, "3650; 1825 below another");
  command->add_option("--key-size", options->key_size, "of its RSA key (default 3072)")
      ->type_name("BITS")
      ->check(CLI::Range(1024, 8192));
  command->add_option("--digest", options->digest, "of its signatures (default sha256)");
  command
      ->add_option("--path-length", options->path_length, "how many authorities may stand below it")
      ->check(CLI::Range(0, 16));
  command->add_option("--policy-oid", options->policy_oids, "a certificate policy to state")
      ->allow_extra_args(false);
  command
      ->add_option("--people-days", options->days_of_people,
                   "how long the certificates that it issues are valid (default 365)")
      ->type_name("DAYS")
      ->check(CLI::Range(1, 36500));
  command->add_option("--crl-url", options->crl_url, "where its CRLs will be found")
      ->type_name("URI");
  command->add_option("--policy", options->policy, "modern (default), article or any")
      ->check(CLI::IsMember({"modern", "article", "any"}));
  command->add_option("--at", options->ca.at, "do it as of this moment (RFC 3339; default now)");
  options->ca.password.add_to(*command, "the new authority");
  command
      ->add_option("--issuer-password-file", options->issuer_password.file,
                   "a file whose first line is the password of the authority above")
      ->type_name("FILE");
  command
      ->add_option("--issuer-password-env", options->issuer_password.env,
                   "an environment variable that holds it")
      ->type_name("NAME");
  options->ca.directory.add_to(*command);
  command->add_option("-o,--output", options->output, "write its certificate to this file");
  command->callback([options, &run] { run = [options] { return init(*options); }; });
}

}  // namespace smime::mime::command
