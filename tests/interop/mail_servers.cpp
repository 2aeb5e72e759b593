// A real mail server for tests, on loopback: Exim takes mail by SMTP, Dovecot gives it by IMAP.
#include "tests/interop/mail_servers.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <tuple>
#include <utility>

namespace smime::tests {
namespace {

// A port on which nothing listens now.
// A port that nobody listens at, held until this goes.
class FreePort {
 public:
  FreePort() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    number_ = ntohs(address.sin_port);
    if (bound) return;
    close(socket_);
    throw std::runtime_error("no free port");
  }
  FreePort(const FreePort&) = delete;
  FreePort& operator=(const FreePort&) = delete;
  ~FreePort() { close(socket_); }
  int number() const { return number_; }

 private:
  int socket_;
  int number_ = 0;
};

std::pair<int, int> two_free_ports() {
  const FreePort first, second;
  return {first.number(), second.number()};
}

// A line that every name of a mailbox gets of its own: Exim takes no path from a message.
std::string router_and_transport(const std::string& name, const std::string& path,
                                 std::string& transports, bool damaged) {
  transports += name + "_box:\n  driver = appendfile\n  directory = " + path + "/mail/" + name +
                "\n  maildir_format\n  create_directory\n";
  if (damaged) transports += "  transport_filter = /bin/sh " + path + "/" + name + ".sh\n";
  return name + ":\n  driver = accept\n  local_parts = " + name + "\n  transport = " + name +
         "_box\n";
}

}  // namespace

std::string MailServers::missing() {
  for (const std::string program : {"/usr/sbin/exim4", "/usr/sbin/dovecot", "curl", "runuser"}) {
    if (!is_installed(program)) return program;
  }
  return "";
}

MailServers::MailServers(const TemporaryFolder& folder,
                         const std::map<std::string, std::string>& damages)
    : folder_(folder), path_((folder.path() / "servers").string()) {
  std::tie(smtp_port_, imap_port_) = two_free_ports();
  // Root runs them as nobody; anybody else as himself.
  const bool root = geteuid() == 0;
  const auto first_line = [&](const std::string& command) {
    const std::string output = run(folder_, command).output;
    return output.substr(0, output.find('\n'));
  };
  user_ = first_line(root ? "echo nobody" : "id -un");
  group_ = first_line("id -gn " + user_);
  as_user_ = root ? "runuser -u nobody -- " : "";
  run(folder_, "chmod 711 . && mkdir -p servers/spool servers/log servers/mail servers/run");
  write_exim(damages);
  write_dovecot();
  for (const auto& [name, command] : damages) {
    folder_.write_text("servers/" + name + ".sh", command + "\n");
  }
  if (root) run(folder_, "chown -R nobody servers");
  start();
}

MailServers::~MailServers() {
  run(folder_, "for file in servers/exim.pid servers/run/master.pid; do kill $(cat $file); done");
}

void MailServers::write_exim(const std::map<std::string, std::string>& damages) const {
  std::string transports, routers;
  for (const auto& [name, command] : damages) {
    routers += router_and_transport(name, path_, transports, true);
  }
  for (const std::string name : {"katie", "bob", "mallory"}) {
    routers += router_and_transport(name, path_, transports, false);
  }
  folder_.write_text(
      "servers/exim.conf",
      "keep_environment =\nexim_user = " + user_ + "\nexim_group = " + group_ +
          "\nadmin_groups = " + group_ + "\nexim_path = " + path_ + "/exim\nspool_directory = " +
          path_ + "/spool\nlog_file_path = " + path_ + "/log/%slog\npid_file_path = " + path_ +
          "/exim.pid\ndaemon_smtp_ports = " + std::to_string(smtp_port_) +
          "\nlocal_interfaces = 127.0.0.1\nprimary_hostname = mail.example.org\n"
          "acl_smtp_rcpt = accept\nacl_smtp_data = accept\naccept_8bitmime = true\n"
          "tls_advertise_hosts =\nhost_lookup =\nrfc1413_hosts =\ndeliver_drop_privilege = true\n"
          "begin routers\n" +
          routers + "begin transports\n" + transports);
}

void MailServers::write_dovecot() const {
  const auto without_chroot = [](const std::string& service, const std::string& more) {
    return "service " + service + " {\n  chroot =\n" + more + "}\n";
  };
  folder_.write_text(
      "servers/dovecot.conf",
      "base_dir = " + path_ + "/run\nstate_dir = " + path_ + "/run\nlog_path = " + path_ +
          "/log/dovecot\nprotocols = imap\nlisten = 127.0.0.1\nssl = no\n"
          "disable_plaintext_auth = no\nfirst_valid_uid = 0\nfirst_valid_gid = 0\n"
          "default_internal_user = " +
          user_ + "\ndefault_internal_group = " + group_ + "\ndefault_login_user = " + user_ +
          "\nmail_location = maildir:" + path_ +
          "/mail/%n\npassdb {\n  driver = static\n  args = password=breakfast\n}\n"
          "userdb {\n  driver = static\n  args = uid=" +
          user_ + " gid=" + group_ + " home=" + path_ + "/mail/%n\n}\n" +
          without_chroot("anvil", "") + without_chroot("stats", "") +
          without_chroot("imap-login",
                         "  inet_listener imap {\n    port = " + std::to_string(imap_port_) +
                             "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n"));
}

void MailServers::start() const {
  // A copy of Exim, for the installed one gains the rights of root.
  run(folder_, "cp /usr/sbin/exim4 servers/exim && chmod 755 servers/exim");
  const Ran exim = run(folder_, "cd servers && " + as_user_ + path_ + "/exim -C " + path_ +
                                    "/exim.conf -bd -q1m > start.log 2>&1 < /dev/null");
  const Ran dovecot = run(folder_, "cd servers && " + as_user_ + "/usr/sbin/dovecot -c " + path_ +
                                       "/dovecot.conf > start2.log 2>&1 < /dev/null");
  const Ran ready =
      run(folder_, "for i in $(seq 100); do curl -sS --max-time 5 -o /dev/null imap://127.0.0.1:" +
                       std::to_string(imap_port_) +
                       " -u bob:breakfast && curl -sS --max-time 5 -o "
                       "/dev/null smtp://127.0.0.1:" +
                       std::to_string(smtp_port_) + " && exit 0; sleep 0.2; done; exit 1");
  if (ready.status == 0) return;
  throw std::runtime_error("the mail servers do not start: " + exim.output + dovecot.output +
                           ready.output + run(folder_, "cat servers/log/*").output);
}

Ran MailServers::send(const std::string& file, const std::string& name) const {
  return run(folder_,
             "curl -sS --max-time 30 --url smtp://127.0.0.1:" + std::to_string(smtp_port_) +
                 "/sender.example.com --mail-from katie@example.org --mail-rcpt " + name +
                 "@example.org --upload-file " + file);
}

Ran MailServers::fetch(const std::string& name, const std::string& file) const {
  return run(folder_, "for i in $(seq 100); do curl -sS --max-time 10 'imap://127.0.0.1:" +
                          std::to_string(imap_port_) + "/INBOX;MAILINDEX=1' -u " + name +
                          ":breakfast -o " + file + " 2> fetch.log && test -s " + file +
                          " && exit 0; sleep 0.2; done; cat fetch.log servers/log/*; exit 1");
}

}  // namespace smime::tests
