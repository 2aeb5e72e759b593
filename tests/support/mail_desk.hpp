// What the tests of digital IDs begin with.
#pragma once

#include "tests/support/mail_people.hpp"

namespace smime::tests {

/// Writes the people, a mail from Katie as `mail`, and two passwords, each as the first line of its
/// file: `password` and `other`.
inline void write_mail_desk(const TemporaryFolder& folder) {
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  folder.write_text("password", "breakfast\n");
  folder.write_text("other", "at Tiffany's\n");
}

}  // namespace smime::tests
