// Issuing to people of the directory, from the public keys that stand with them, on all cores.
#pragma once

#include <string>
#include <vector>

#include "mime/command/ca_profile.hpp"
#include "x509/bulk_issue.hpp"

namespace smime::mime::command {

/// The order for one key and applicant, held against the policy.
x509::Order order_for(CaDesk& desk, const x509::PublicKey& key, const Applicant& applicant,
                      const ProfileOptions& options, RandomSource& random);

/// Enters a certificate into the register, lets it wait for its owner, and writes the log. Belongs
/// inside a Transaction.
void enter(CaDesk& desk, const x509::Certificate& certificate, std::optional<std::int64_t> person,
           std::optional<std::int64_t> request);

/// The person with whom this public key stands.
std::optional<std::int64_t> person_with_key(directory::Database& database,
                                            const x509::PublicKey& key);

/// @throws Error (not_found) where there is none, or several, of a name or address
std::vector<directory::Person> people_named(directory::Database& database,
                                            const std::vector<std::string>& names);

/// Why an authority cannot issue to this person; empty where it can.
std::string obstacle(const directory::Person& person);

/// Issues to each, in this order; each batch is kept once it is done.
/// @throws Error where there is an obstacle
std::vector<x509::Certificate> issue_to_people(CaDesk& desk,
                                               const std::vector<directory::Person>& people,
                                               const ProfileOptions& options, unsigned threads);

inline constexpr const char* kWhereTheyWait = "each waits until its owner's next 'smime id login'";

}  // namespace smime::mime::command
