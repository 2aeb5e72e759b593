// What the tests of the directory share.
#include "tests/directory/support.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "x509/profile.hpp"

namespace smime::tests {

using namespace smime::x509;

Certificate certificate_for(const std::string& common_name,
                            const std::vector<std::string>& emails) {
  const Cast& cast = Cast::get();
  SystemRandom random;
  return issue(cast.intermediate, cast.katie_key.public_key(),
               Name::of({{id_at_commonName, common_name}}), Profile::person(emails),
               random_serial_number(random), cast.validity, random);
}

Certificate self_signed_for(const std::string& common_name,
                            const std::vector<std::string>& emails) {
  const Cast& cast = Cast::get();
  SystemRandom random;
  return issue_self_signed(cast.katie_key, Name::of({{id_at_commonName, common_name}}),
                           Profile::person(emails), random_serial_number(random), cast.validity,
                           random);
}

pid_t start_child(const std::function<void()>& work) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    work();
    _exit(0);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    _exit(1);
  }
}

int wait_for(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace smime::tests
