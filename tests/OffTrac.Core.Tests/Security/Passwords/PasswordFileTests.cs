using System.Diagnostics;
using OffTrac.Core.Security.Passwords;
using OffTrac.Sdk;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Security.Passwords;

public sealed class PasswordFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("passwords");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("admin")]
    [InlineData("marit")]
    [InlineData("joe")]
    [InlineData("sam")]
    [InlineData("nils")]
    public void The_recorded_files_know_their_users(string user)
    {
        var htpasswd = new HtpasswdFile(FixtureFiles.PathOf("auth", "htpasswd"));
        var htdigest = new HtdigestFile(FixtureFiles.PathOf("auth", "htdigest"), "harbour");

        Assert.True(htpasswd.Verify(user, user));
        Assert.True(htdigest.Verify(user, user));
        Assert.False(htpasswd.Verify(user, "wrong"));
        Assert.False(htdigest.Verify(user, "wrong"));
        Assert.False(htpasswd.Verify("nobody", user));
        Assert.Null(new HtdigestFile(FixtureFiles.PathOf("auth", "htdigest"), "elsewhere").FindSecret(user));
    }

    [Fact]
    public void Comments_and_other_lines_stay_when_a_user_is_set_and_removed()
    {
        var path = Path.Combine(_directory.Path, "htpasswd");
        File.WriteAllText(path, "# people\njoe:{SHA}x # old\n\nbroken line\nsam:{SHA}y\n");
        var file = new HtpasswdFile(path);

        file.Set("joe", "new");
        file.Set("eve", "pä:ss");
        Assert.True(file.Remove("sam"));
        Assert.False(file.Remove("sam"));

        var lines = File.ReadAllLines(path);
        Assert.Equal(5, lines.Length);
        Assert.Equal("# people", lines[0]);
        Assert.StartsWith("joe:$2y$", lines[1], StringComparison.Ordinal);
        Assert.Equal(["", "broken line"], lines[2..4]);
        Assert.Equal(["eve", "joe"], file.Users);
        Assert.True(file.Verify("eve", "pä:ss"));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void A_change_from_outside_is_seen_and_an_old_password_is_not_remembered()
    {
        var path = Path.Combine(_directory.Path, "htpasswd");
        var file = new HtpasswdFile(path);
        file.Set("joe", "one");
        Assert.True(file.Verify("joe", "one"));
        Assert.True(file.Verify("joe", "one"));

        File.WriteAllText(path, "joe:" + PasswordHash.Create("two") + "\n");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.False(file.Verify("joe", "one"));
        Assert.True(file.Verify("joe", "two"));
    }

    [Fact]
    public void Apache_agrees_with_what_is_written()
    {
        var path = Path.Combine(_directory.Path, "htpasswd");
        new HtpasswdFile(path).Set("joe", "harbour");
        if (!File.Exists("/usr/bin/htpasswd"))
            return;

        using var process = Process.Start(new ProcessStartInfo("/usr/bin/htpasswd", ["-vb", path, "joe", "harbour"]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    [InlineData(" a")]
    public void A_name_that_would_break_the_file_is_refused(string user)
    {
        var path = Path.Combine(_directory.Path, "htpasswd");

        Assert.Throws<TracException>(() => new HtpasswdFile(path).Set(user, "x"));
        Assert.Throws<TracException>(() => new HtdigestFile(path, "harbour").Set(user, "x"));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<TracException>(() => new HtpasswdFile("/nowhere").Verify("a", "b")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Writers_at_the_same_time_leave_a_file_that_can_be_read()
    {
        var path = Path.Combine(_directory.Path, "htdigest");
        var file = new HtdigestFile(path, "harbour");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => file.Set("user" + i, "x"))));

        Assert.Equal(20, file.Users.Count);
    }
}
