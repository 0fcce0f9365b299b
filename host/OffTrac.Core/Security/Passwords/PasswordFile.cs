using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Core.Security.Passwords;

/// <summary>
/// A password file of Apache: one user a line, <c>#</c> begins a comment. It is read again when its time of change differs. Writing
/// keeps the other lines and replaces the file at once.
/// </summary>
public abstract class PasswordFile
{
    private readonly Lock _reading = new();
    private readonly Lock _writing = new();
    private DateTime _written;
    private IReadOnlyDictionary<string, string> _secrets = new Dictionary<string, string>(StringComparer.Ordinal);

    private protected PasswordFile(string file) => File = Path.GetFullPath(file);

    public string File { get; }

    /// <summary>The users, in alphabetical order.</summary>
    /// <exception cref="TracException">The file can't be read.</exception>
    public IReadOnlyList<string> Users => [.. Secrets().Keys.Order(StringComparer.Ordinal)];

    /// <summary>Removes a user.</summary>
    /// <returns>False when there was no such user.</returns>
    /// <exception cref="TracException">The file can't be written.</exception>
    public bool Remove(string user) => Rewrite(user, null);

    /// <summary>Hash per user.</summary>
    private protected IReadOnlyDictionary<string, string> Secrets()
    {
        lock (_reading)
        {
            var written = TimeOf();
            if (written != _written)
            {
                _secrets = Read();
                _written = written;
            }
            return _secrets;
        }
    }

    /// <summary>User and hash of a line, or null when it is not one of ours.</summary>
    private protected abstract (string User, string Secret)? Parse(string[] parts);

    private protected abstract string Format(string user, string secret);

    /// <summary>Puts a user's line in its place, or at the end; null removes it.</summary>
    private protected bool Rewrite(string user, string? secret)
    {
        lock (_writing)
            return RewriteAlone(user, secret);
    }

    private bool RewriteAlone(string user, string? secret)
    {
        try
        {
            var lines = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File, Encoding.UTF8).ToList() : [];
            var at = lines.FindIndex(line => ParseLine(line) is { } parsed && string.Equals(parsed.User, user, StringComparison.Ordinal));
            if (secret is null && at < 0)
                return false;
            if (secret is null)
                lines.RemoveAll(line => ParseLine(line) is { } parsed && string.Equals(parsed.User, user, StringComparison.Ordinal));
            else if (at < 0)
                lines.Add(Format(user, secret));
            else
                lines[at] = Format(user, secret);
            Replace(string.Concat(lines.Select(line => line + "\n")));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TracException($"The password file {File} can't be written: {e.Message}", e);
        }
    }

    private protected static void CheckUser(string user)
    {
        if (user.Length == 0 || user.IndexOfAny([':', '#']) >= 0 || user.Any(char.IsControl) || user != user.Trim())
            throw new TracException($"'{user}' can't be a user in a password file: the name must not be empty, hold ':', '#' or control characters, or begin or end with a blank.");
    }

    private void Replace(string text)
    {
        // Through a symbolic link its target is written, so that the link stays.
        var file = new FileInfo(File);
        var target = ((file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true) : null) ?? file).FullName;
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = System.IO.File.Exists(target) ? System.IO.File.GetUnixFileMode(target) : UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            System.IO.File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            System.IO.File.Delete(temporary);
            throw;
        }
    }

    private DateTime TimeOf() =>
        System.IO.File.Exists(File)
            ? System.IO.File.GetLastWriteTimeUtc(File)
            : throw new TracException($"The password file {File} does not exist.");

    private Dictionary<string, string> Read()
    {
        try
        {
            var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var line in System.IO.File.ReadLines(File, Encoding.UTF8))
            {
                if (ParseLine(line) is { } parsed)
                    secrets[parsed.User] = parsed.Secret;
            }
            return secrets;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TracException($"The password file {File} can't be read: {e.Message}", e);
        }
    }

    private (string User, string Secret)? ParseLine(string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var text = (comment < 0 ? line : line[..comment]).Trim();
        return text.Length == 0 ? null : Parse(text.Split(':'));
    }
}
