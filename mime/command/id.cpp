// smime id: digital IDs, which are private keys with their certificates.
#include "mime/command/id.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "asn1/pem.hpp"
#include "mime/command/certified_address.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"
#include "primitives/rsa_keygen.hpp"
#include "x509/authority.hpp"
#include "x509/profile.hpp"

namespace smime::mime::command {
namespace {

// Characters of UTF-8: octets that continue none.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

void SubjectOptions::add_to(CLI::App& command) {
  command.add_option("NAME", name, "whose ID it is, and its name in the directory")
      ->required()
      ->check(CLI::Validator(complaint_about_name, ""));
  command.add_option("--email", emails, "the person's addresses")
      ->allow_extra_args(false)
      ->transform(CLI::Validator(as_certified_address, ""));
  command.add_option("--organization", organization, "the person's organization");
  command.add_option("--country", country, "its country, in two letters");
  command.add_option("--bits", bits, "the size of the RSA key (default 3072)")
      ->check(CLI::IsMember({2048, 3072, 4096, 6144, 8192}));
}

x509::Name SubjectOptions::subject() const {
  std::vector<std::pair<x509::ObjectIdentifier, std::string>> attributes;
  if (!country.empty()) attributes.emplace_back(x509::id_at_countryName, country);
  if (!organization.empty()) attributes.emplace_back(x509::id_at_organizationName, organization);
  attributes.emplace_back(x509::id_at_commonName, name);
  return x509::Name::of(attributes);
}

NewKey draw_key(const SubjectOptions& subject, const PasswordSource& new_password) {
  if (subject.emails.empty()) throw UsageError("--email says which addresses the ID is for");
  SystemRandom random;
  const Secret password = new_password("the digital ID " + subject.name);
  return lock_key(x509::PrivateKey::rsa(primitives::generate_rsa_key(subject.bits, 65537, random)),
                  password);
}

NewKey lock_key(const x509::PrivateKey& key, const Secret& password) {
  SystemRandom random;
  return {key, key.to_encrypted_pkcs8(password, {}, random)};
}

x509::CertificationRequest make_request(directory::Database& database,
                                        const directory::StoredIdentity& identity,
                                        const x509::PrivateKey& key, const x509::Name& subject,
                                        const std::vector<std::string>& emails, Time now) {
  SystemRandom random;
  const auto request =
      x509::make_request(key, subject, x509::Profile::person(emails).extensions, random);
  directory::Identities(database).add_request(identity.id, request, now);
  return request;
}

void write_request(const std::string& file, const x509::CertificationRequest& request) {
  write_file(file, primitives::bytes_of(asn1::write_pem("CERTIFICATE REQUEST", request.der())),
             false);
}

std::string as_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i] + std::string(widths[i] - width(row[i]) + 2, ' ');
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

void add_id(CLI::App& app, Run& run, std::string_view word) {
  CLI::App* id = app.add_subcommand("id", "Digital IDs: a private key and its certificates");
  id->require_subcommand(1);
  add_commands(*id, run,
               {{"new", add_id_new},
                {"request", add_id_request},
                {"import", add_id_import},
                {"export", add_id_export},
                {"list", add_id_list},
                {"default", add_id_default},
                {"show", add_id_show},
                {"login", add_id_login},
                {"password", add_id_password},
                {"remove", add_id_remove}},
               word);
}

}  // namespace smime::mime::command
