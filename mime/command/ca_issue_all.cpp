// smime ca issue-all: a certificate for everybody in the directory with whom a public key stands.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/ca_people.hpp"
#include "mime/command/output_file.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  CaOptions ca;
  ProfileOptions profile;
  std::string output;
  bool again = false;
  unsigned threads = 0;
};

bool has_one(CaDesk& desk, const directory::Person& person) {
  for (const auto& one : desk.reg().issued_to(desk.stored.id, person.id)) {
    if (one.is_current(desk.now) && one.certificate.public_key() == *person.public_key) return true;
  }
  return false;
}

int issue_all(const Options& options) {
  CaDesk desk = CaDesk::open(options.ca);
  std::vector<directory::Person> people;
  std::size_t have_one = 0;
  for (directory::Person& person : directory::People(desk.database).all()) {
    if (const std::string why = obstacle(person); !why.empty()) {
      std::cerr << "smime: note: left out: " << why << "\n";
    } else if (!options.again && has_one(desk, person)) {
      ++have_one;
    } else {
      people.push_back(std::move(person));
    }
  }
  const auto issued = issue_to_people(desk, people, options.profile, options.threads);
  std::string pem;
  for (const auto& certificate : issued) {
    std::cout << holder(certificate) << "\n";
    pem += certificate_pem(certificate);
  }
  if (!options.output.empty()) write_file(options.output, primitives::bytes_of(pem), false);
  std::cerr << "smime: " << issued.size() << " issued";
  if (have_one != 0) std::cerr << ", " << have_one << " had one already";
  std::cerr << "; " << kWhereTheyWait << "\n";
  return kSuccess;
}

}  // namespace

void add_ca_issue_all(CLI::App& ca, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = ca.add_subcommand(
      "issue-all", "Issue to everybody in the directory with whom a public key stands");
  command->add_flag("--again", options->again, "also to those who have a current certificate");
  command->add_option("--threads", options->threads, "default: as many as there are cores")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 256));
  options->profile.add_to(*command);
  options->ca.add_to(*command);
  command->add_option("-o,--output", options->output, "write the certificates to this file too");
  command->callback([options, &run] { run = [options] { return issue_all(*options); }; });
}

}  // namespace smime::mime::command
