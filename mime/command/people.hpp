// smime people: what its commands share.
#pragma once

#include <string>

#include "mime/command/cli.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/description.hpp"
#include "mime/command/directory_option.hpp"
#include "mime/directory/people.hpp"

namespace smime::mime::command {

void add_people_add(CLI::App& people, Run& run);
void add_people_learn(CLI::App& people, Run& run);
void add_people_list(CLI::App& people, Run& run);
void add_people_show(CLI::App& people, Run& run);
void add_people_examine(CLI::App& people, Run& run);
void add_people_remove(CLI::App& people, Run& run);

/// The one person of this name or address.
/// @throws Error (not_found), and (invalid_argument) where several have the address
directory::Person one_person(directory::Database& database, const std::string& name_or_address);

/// The one certificate of a list whose SHA-256 begins so, or whose number in the list it is,
/// from 1.
/// @throws Error (not_found) where none or several fit
x509::Certificate chosen_certificate(const std::vector<x509::Certificate>& certificates,
                                     const std::string& text);

/// The texts with commas between.
std::string joined(const std::vector<std::string>& texts);

/// Indented JSON with a line end behind it.
std::string json_text(const Description& description);

/// "2026-11-23"
std::string day(Time time);

}  // namespace smime::mime::command
