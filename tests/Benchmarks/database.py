"""What database.sh needs of data, and its report."""
import hashlib
import json
import re
import resource
import subprocess
import sys

SALT = "benchmark"
TABLES = """
DROP DATABASE IF EXISTS matomo_{0}; CREATE DATABASE matomo_{0} DEFAULT CHARACTER SET utf8mb4; USE matomo_{0};
CREATE TABLE matomo_user (login VARCHAR(100) NOT NULL PRIMARY KEY, password VARCHAR(255) NOT NULL, email VARCHAR(100) NOT NULL UNIQUE);
CREATE TABLE matomo_option (option_name VARCHAR(191) NOT NULL PRIMARY KEY, option_value LONGTEXT NOT NULL, autoload TINYINT NOT NULL DEFAULT 1);
CREATE TABLE matomo_user_token_auth (
    idusertokenauth BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, login VARCHAR(100) NOT NULL, description VARCHAR(100) NOT NULL,
    password VARCHAR(191) NOT NULL, hash_algo VARCHAR(30) NOT NULL, system_token TINYINT(1) NOT NULL DEFAULT 0, last_used DATETIME NULL,
    date_created DATETIME NOT NULL, date_expired DATETIME NULL, secure_only TINYINT(2) UNSIGNED NOT NULL DEFAULT 0, UNIQUE KEY uniq_password (password));
INSERT INTO matomo_option VALUES ('version_core', '5.8.0', 1);
"""
TOKEN = "INSERT INTO matomo_user_token_auth (login, description, password, hash_algo, system_token, date_created, date_expired, secure_only) VALUES "


def entries_of(count):
    users = max(1, count // 10)
    return [(f"user{at % users}", f"WordPress on host {at // users}") for at in range(count)]


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def prepare(work):
    write(f"{work}/reset.sql", "DELETE FROM matomo_user_token_auth WHERE login <> 'anonymous';\n")
    for count in (1, 1000, 10000, 100000):
        entries = entries_of(count)
        users = sorted({login for login, _ in entries} | {"anonymous"})
        anonymous = hashlib.sha512(f"anonymous{SALT}".encode()).hexdigest()
        write(f"{work}/tables-{count}.sql", TABLES.format(count)
              + "INSERT INTO matomo_user VALUES " + ",".join(f"('{user}','','{user}@example.org')" for user in users) + ";\n"
              + TOKEN + f"('anonymous','anonymous default token','{anonymous}','sha512',0,UTC_TIMESTAMP(),NULL,0);\n")
        rows = [f"('{login}','{description}','{hashlib.sha512(str(at).encode()).hexdigest()}','sha512',0,'2026-01-01 00:00:00',NULL,0)"
                for at, (login, description) in enumerate(entries)]
        write(f"{work}/insert-{count}.sql", "START TRANSACTION;\n"
              + "".join(TOKEN + ",".join(rows[at:at + 1000]) + ";\n" for at in range(0, count, 1000)) + "COMMIT;\n")
        pairs = ",".join(f"('{login}','{description}')" for login, description in entries)
        write(f"{work}/select-{count}.sql", f"SELECT * FROM matomo_user WHERE login IN ({','.join(repr(user) for user in users)});\n"
              f"SELECT * FROM matomo_user_token_auth WHERE (login, description) IN ({pairs});\n")
        arguments = {"db_socket": f"{work}/socket", "db_name": f"matomo_{count}", "db_user": "root", "db_prefix": "matomo_", "salt": SALT}
        tokens = [{"login": login, "description": description} for login, description in entries]
        write(f"{work}/arguments-{count}.json", json.dumps(arguments | (tokens[0] if count == 1 else {"tokens": tokens})))


def statements(log):
    """The statements of the one connection that took the lock. A line of the log has a time, or a second tab in its place."""
    text = open(log, encoding="utf-8", errors="replace").read()
    entry = r"(?:\d{6} +[\d:]+\t|\t\t) *(\d+) (\w+)\t?"
    parts = re.split("^" + entry, text, flags=re.M)[1:]
    entries = list(zip(parts[0::3], parts[1::3], parts[2::3]))
    ours = [connection for connection, command, statement in entries if command == "Query" and "GET_LOCK" in statement]
    sent = [statement.strip().rstrip(";") for connection, command, statement in entries if ours and connection == ours[0] and command == "Query"]
    if not any("user_token_auth` WHERE login" in statement for statement in sent):
        sys.exit(f"{log} does not have the statements of a run.")
    print(";\n".join(sent) + ";")


def report(work, executable):
    def medians(name):
        return [run["median"] * 1000 for run in json.load(open(f"{work}/{name}.json"))["results"]]

    def memory(count):
        subprocess.run([executable, f"{work}/arguments-{count}.json"], check=True, stdout=subprocess.DEVNULL)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    def growth(name):
        (small,), (large,) = medians(f"{name}-1000"), medians(f"{name}-100000")
        return large / 100 / small

    failed = False
    for name, key, most in (("One unchanged token", "one", 2), ("10,000 tokens created", "create", 2.5), ("10,000 tokens unchanged", "unchanged", 5)):
        ours, client, *users = medians(key)
        failed |= ours / client > most
        print(f"| {name}, median | {ours:.1f} ms |\n| mariadb, the same | {client:.1f} ms |\n| Ratio (at most {most}) | {ours / client:.2f} |")
        for other in users:
            print(f"| mariadb, the statements that were sent | {other:.1f} ms |\n| Ratio | {ours / other:.2f} |")
    peak = memory(10000)
    print(f"| Peak memory, 10,000 tokens created (at most 150 MB) | {peak:.0f} MB |")
    for name in ("create", "unchanged"):
        print(f"| Time for one entry of 100,000, by that of 1,000: {name} (at most 1.33) | {growth(name):.2f} |")
    sys.exit(failed or peak > 150 or growth("create") > 4 / 3 or growth("unchanged") > 4 / 3)


if __name__ == "__main__":
    {"prepare": prepare, "statements": statements, "report": report}[sys.argv[1]](*sys.argv[2:])
