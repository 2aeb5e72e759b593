// Issuing to people of the directory, from the public keys that stand with them, on all cores.
#include "mime/command/ca_people.hpp"

#include <algorithm>
#include <memory>

#include "mime/command/progress.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kBatch = 32;  // what a kill may lose, and the next call makes good

// Enters certificates as they come, and commits each batch.
class Clerk {
 public:
  Clerk(CaDesk& desk, const std::vector<directory::Person>& people)
      : desk_(desk), people_(people) {}

  void take(std::size_t index, const x509::Certificate& certificate) {
    if (!transaction_) transaction_ = std::make_unique<directory::Transaction>(desk_.database);
    enter(desk_, certificate, people_[index].id, std::nullopt);
    issued_.push_back(certificate);
    if (progress_.is_due()) {
      progress_.write("issued " + std::to_string(issued_.size()) + " of " +
                      std::to_string(people_.size()));
    }
    if (issued_.size() % kBatch == 0) commit();
  }
  std::vector<x509::Certificate> finish() {
    commit();
    return std::move(issued_);
  }

 private:
  void commit() {
    if (transaction_) transaction_->commit();
    transaction_.reset();
  }

  CaDesk& desk_;
  const std::vector<directory::Person>& people_;
  ProgressLine progress_;
  std::unique_ptr<directory::Transaction> transaction_;
  std::vector<x509::Certificate> issued_;
};

}  // namespace

x509::Order order_for(CaDesk& desk, const x509::PublicKey& key, const Applicant& applicant,
                      const ProfileOptions& options, RandomSource& random) {
  x509::Order order;
  order.subject = subject_for(options, applicant);
  order.subject_key = key;
  require_key_for(desk.policy, key, order.subject.rfc4514());
  order.profile = profile_for(options, desk.settings, desk.policy, applicant);
  order.serial_number = x509::random_serial_number(random);
  order.validity = options.validity.validity(desk.now, usual_days(options, desk.settings),
                                             desk.authority.certificate.validity());
  return order;
}

void enter(CaDesk& desk, const x509::Certificate& certificate, std::optional<std::int64_t> person,
           std::optional<std::int64_t> request) {
  desk.reg().enter(desk.stored.id, certificate, person, request, desk.now);
  directory::queue(desk.database, certificate, desk.stored.id, person, desk.now);
  desk.log(holder(certificate), "issue", "serial number " + certificate.serial_hex());
}

std::optional<std::int64_t> person_with_key(directory::Database& database,
                                            const x509::PublicKey& key) {
  return database.first(
      "SELECT id FROM people WHERE public_key = ?1",
      [](const directory::Statement& row) { return row.integer(0); }, key.der());
}

std::vector<directory::Person> people_named(directory::Database& database,
                                            const std::vector<std::string>& names) {
  std::vector<directory::Person> people;
  for (const std::string& name : names) {
    auto found = directory::People(database).find(name);
    if (found.size() != 1) {
      throw Error(ErrorKind::not_found,
                  (found.empty() ? "nobody" : "several people") + (" called " + name),
                  found.empty() ? "'smime people list' shows who is in the directory"
                                : "name one by the name that 'smime people list' shows");
    }
    people.push_back(std::move(found.front()));
  }
  return people;
}

std::string obstacle(const directory::Person& person) {
  if (!person.public_key) return "no public key stands with " + person.name;
  if (person.addresses.empty()) return person.name + " has no address";
  return "";
}

std::vector<x509::Certificate> issue_to_people(CaDesk& desk,
                                               const std::vector<directory::Person>& people,
                                               const ProfileOptions& options, unsigned threads) {
  SystemRandom random;
  std::vector<x509::Order> orders;
  for (const directory::Person& person : people) {
    if (const std::string why = obstacle(person); !why.empty()) {
      throw Error(ErrorKind::not_found, why,
                  "'smime people add NAME --email ADDRESS --key FILE' gives both");
    }
    const Applicant applicant{
        name_in_organization(desk.authority.certificate.subject(), person.name),
        options.emails.empty() ? person.addresses : options.emails};
    orders.push_back(order_for(desk, *person.public_key, applicant, options, random));
  }
  Clerk clerk(desk, people);
  x509::issue_all(
      desk.authority, orders.size(), [&](std::size_t i) { return orders[i]; },
      [&](std::size_t i, const x509::Certificate& certificate) { clerk.take(i, certificate); },
      [] { return std::make_unique<SystemRandom>(); }, threads);
  return clerk.finish();
}

}  // namespace smime::mime::command
