using OffTrac.Core.Storage;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Storage;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("sqlite:db/trac.db", "/env/db/trac.db")]
    [InlineData("sqlite:/abs/trac.db", "/abs/trac.db")]
    [InlineData("sqlite:///abs/trac.db", "/abs/trac.db")]
    [InlineData("sqlite::memory:", null)]
    [InlineData("sqlite:db/trac.db?cursor=", "/env/db/trac.db")]
    public void Sqlite_NamesAFileRelativeToTheEnvironment(string text, string? file)
    {
        var parsed = ConnectionString.Parse(text, "/env");
        Assert.Equal(DatabaseEngine.Sqlite, parsed.Engine);
        Assert.Equal(file, parsed.File);
        Assert.Equal(file is null, parsed.IsInMemory);
    }

    [Fact]
    public void Sqlite_Parameters_AreTaken()
    {
        var parsed = ConnectionString.Parse("sqlite:db/trac.db?timeout=20&journal_mode=WAL&synchronous=NORMAL&cursor=", "/env");
        Assert.Equal((TimeSpan.FromSeconds(20), "WAL", "NORMAL"), (parsed.BusyTimeout, parsed.JournalMode, parsed.Synchronous));
        var plain = ConnectionString.Parse("sqlite:db/trac.db", "/env");
        Assert.Equal((TimeSpan.FromSeconds(10), null, null), (plain.BusyTimeout, plain.JournalMode, plain.Synchronous));
    }

    [Theory]
    [InlineData("postgres://user:pw@host:5433/db?schema=s1", "user", "pw", "host", 5433, "db", "s1")]
    [InlineData("postgres://u%40x:p%2F%3A@host/db", "u@x", "p/:", "host", null, "db", "public")]
    [InlineData("postgres://user:a?b@host/db", "user", "a?b", "host", null, "db", "public")]
    [InlineData("postgres://user@/db?host=/var/run/postgresql", "user", null, "/var/run/postgresql", null, "db", "public")]
    [InlineData("postgres://user@other/db?host=here", "user", null, "here", null, "db", "public")]
    [InlineData("postgres:///db", null, null, null, null, "db", "public")]
    [InlineData("postgres:/db", null, null, null, null, "db", "public")]
    public void PostgreSql_PartsAreDecoded(string text, string? user, string? password, string? host, int? port, string name, string schema)
    {
        var parsed = ConnectionString.Parse(text, "/env");
        Assert.Equal(DatabaseEngine.PostgreSql, parsed.Engine);
        Assert.Equal((user, password, host, port, name, schema), (parsed.User, parsed.Password, parsed.Host, parsed.Port, parsed.DatabaseName, parsed.Schema));
        if (password is not null)
            Assert.DoesNotContain(password, parsed.ToString().Replace("postgres", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("db/trac.db")]
    [InlineData("sqlite:")]
    [InlineData("sqlite://host/trac.db")]
    [InlineData("sqlite:db/trac.db?timeout")]
    [InlineData("sqlite:db/trac.db?timeout=soon")]
    [InlineData("sqlite:db/trac.db?journal_mode=OFF")]
    [InlineData("sqlite:db/trac.db?journal_mode=WAL;DROP TABLE ticket")]
    [InlineData("sqlite:db/trac.db?synchronous=maybe")]
    [InlineData("postgres:db")]
    [InlineData("postgres://host")]
    [InlineData("postgres://host:port/db")]
    [InlineData("postgres://host:70000/db")]
    [InlineData("mysql://host/db")]
    [InlineData("oracle:db")]
    public void Text_ThatCantBeUsed_IsOneLineThatNamesTheOption(string text)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => ConnectionString.Parse(text, "/env"));
        Assert.Contains("[trac] database", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("postgres://user:s3cr3t@host:port/db")]
    [InlineData("postgres://user:s3cr3t@host")]
    [InlineData("postgre://user:s3cr3t@host/db")]
    [InlineData("postgres:user:s3cr3t@host/db")]
    [InlineData("postgres://user:s3cr3t@host/db?schema")]
    public void Refusal_DoesNotShowThePassword(string text) => Assert.DoesNotContain(
        "s3cr3t", Assert.Throws<ConfigurationException>(() => ConnectionString.Parse(text, "/env")).Message, StringComparison.Ordinal);
}
