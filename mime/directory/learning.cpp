// Learning from signed messages.
#include "mime/directory/learning.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::mime::directory {
namespace {

std::vector<std::string> addresses_of(const Introduction& introduction) {
  std::vector<std::string> addresses = introduction.signer.emails();
  if (addresses.empty() && !introduction.address.empty()) addresses = {introduction.address};
  return addresses;
}

const PersonCertificate* find(const Person& person, const x509::Certificate& certificate) {
  const auto found =
      std::ranges::find(person.certificates, certificate, &PersonCertificate::certificate);
  return found == person.certificates.end() ? nullptr : &*found;
}

bool has_subject(const Person& person, const x509::Name& subject) {
  return std::ranges::any_of(person.certificates, [&](const PersonCertificate& one) {
    return one.certificate.subject() == subject;
  });
}

// Whose certificate it is, of all who have one of its addresses.
std::optional<Person> owner_of(People& people, const Introduction& introduction) {
  std::vector<Person> all;
  for (const std::string& address : addresses_of(introduction)) {
    for (Person& person : people.with_address(address)) {
      const bool is_there =
          std::ranges::any_of(all, [&](const Person& other) { return other.id == person.id; });
      if (!is_there) all.push_back(std::move(person));
    }
  }
  for (Person& person : all) {
    if (find(person, introduction.signer) || all.size() == 1) return std::move(person);
  }
  for (Person& person : all) {
    if (has_subject(person, introduction.signer.subject())) return std::move(person);
  }
  return std::nullopt;
}

// The name on the certificate; with the address where somebody else has that name.
std::string name_for(People& people, const Introduction& introduction) {
  const auto addresses = addresses_of(introduction);
  std::string name = introduction.signer.subject().common_name();
  if (name.empty()) name = addresses.empty() ? introduction.signer.sha256_hex() : addresses.front();
  if (!people.named(name)) return name;
  if (!addresses.empty()) name += " <" + addresses.front() + ">";
  return people.named(name) ? name + " " + introduction.signer.sha256_hex().substr(0, 16) : name;
}

bool would_be_newer(const PersonCertificate* known, const Introduction& introduction, Time now) {
  if (!introduction.capabilities) return false;
  if (known == nullptr || !known->capabilities_time) return true;
  return *known->capabilities_time < introduction.signing_time.value_or(now) &&
         known->capabilities->encode() != introduction.capabilities->encode();
}

// The certificates that are to be kept; the capabilities belong to the one to encrypt for too.
std::vector<PersonCertificate> certificates_of(const Introduction& introduction, Time now) {
  const auto time = introduction.signing_time ? introduction.signing_time : std::optional(now);
  std::vector<PersonCertificate> all;
  const auto add = [&](const x509::Certificate& certificate) {
    all.push_back({certificate, CertificateSource::learnt, now, introduction.capabilities, time});
  };
  add(introduction.signer);
  if (introduction.for_encryption && !(*introduction.for_encryption == introduction.signer)) {
    add(*introduction.for_encryption);
  }
  return all;
}

Acquaintance compare(const std::optional<Person>& person, const Introduction& introduction,
                     Time now) {
  Acquaintance result;
  result.new_person = !person.has_value();
  if (person) result.person = person->name;
  for (const PersonCertificate& one : certificates_of(introduction, now)) {
    const PersonCertificate* known = person ? find(*person, one.certificate) : nullptr;
    if (known == nullptr) result.new_certificate = true;
    if (would_be_newer(known, introduction, now)) result.new_capabilities = true;
  }
  if (person && find(*person, introduction.signer) == nullptr) {
    for (const PersonCertificate& one : person->certificates) {
      result.before.push_back(one.certificate);
    }
  }
  return result;
}

}  // namespace

Acquaintance recognise(Database& database, const Introduction& introduction) {
  People people(database);
  return compare(owner_of(people, introduction), introduction,
                 introduction.signing_time.value_or(Time{}));
}

Acquaintance learn(Database& database, const Introduction& introduction, Time now) {
  People people(database);
  const std::optional<Person> owner = owner_of(people, introduction);
  Acquaintance result = compare(owner, introduction, now);
  if (!owner) result.person = name_for(people, introduction);
  const std::int64_t id = owner ? owner->id : people.add(result.person, now);
  if (!owner) {
    for (const std::string& address : addresses_of(introduction)) people.add_address(id, address);
  }
  for (const PersonCertificate& one : certificates_of(introduction, now)) {
    people.add_certificate(id, one);
  }
  return result;
}

}  // namespace smime::mime::directory
