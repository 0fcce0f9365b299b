using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Security;

/// <summary>Names of people as other people see them.</summary>
public sealed class Authors(IEnvironmentConfiguration configuration, ISessionStore sessions, IPermissions permissions) : IAuthors
{
    private const string Anonymous = "anonymous";

    public async ValueTask<string> FormatAsync(string? author, string user, Resource? resource, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(author))
            return "(none)";
        if (author is Anonymous)
            return author;
        if (IsOn("show_full_names", usual: true) && await FullNameAsync(author, cancellation).ConfigureAwait(false) is { Length: > 0 } name)
            return name;
        var at = author.IndexOf('@', StringComparison.Ordinal);
        if (at < 0
            || IsOn("show_email_addresses", usual: false)
            || await permissions.CheckAsync("EMAIL_VIEW", user, resource, cancellation).ConfigureAwait(false))
            return author;
        return author[..at] + (author[^1] == '>' ? "@…>" : "@…");
    }

    public async ValueTask<string> ToHtmlAsync(string? author, string user, Resource? resource, CancellationToken cancellation)
    {
        var name = await FormatAsync(author, user, resource, cancellation).ConfigureAwait(false);
        var suffix = author switch
        {
            null or "" => "-none",
            Anonymous => "-anonymous",
            _ when author == user => "-user",
            _ => "",
        };
        return $"<span class=\"trac-author{suffix}\">{Escape(name)}</span>";
    }

    private async ValueTask<string?> FullNameAsync(string login, CancellationToken cancellation)
    {
        var known = await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false);
        return known.FirstOrDefault(user => user.Login == login)?.Name;
    }

    private bool IsOn(string option, bool usual) => configuration.Get("trac", option) is { } text ? TracValue.ToBool(text) : usual;

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
