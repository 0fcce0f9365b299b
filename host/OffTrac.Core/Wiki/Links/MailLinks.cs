using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to mail addresses. Who may not see an address reads <c>ana@…</c> and gets no link.</summary>
public sealed class MailLinks(IEnvironmentConfiguration configuration, ISessionStore sessions, IPermissions permissions)
{
    private const string Section = "trac";

    /// <summary>How people and addresses are written for a reader; asked once for a text.</summary>
    internal async ValueTask<MailNames> GetNamesAsync(WikiContext context, CancellationToken cancellation)
    {
        var full = configuration.GetBool(Section, "show_full_names", other: true)
            ? await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false)
            : [];
        var seesAddresses = configuration.GetBool(Section, "show_email_addresses", other: false)
            || await permissions.CheckAsync("EMAIL_VIEW", context.User, resource: null, cancellation).ConfigureAwait(false);
        return new MailNames(full, seesAddresses);
    }

    internal WikiLink Resolve(WikiLinkTarget target, MailNames names)
    {
        if (target.Syntax == WikiLinkSyntax.Email)
        {
            var shown = names.Format(target.Target);
            return string.Equals(shown, target.Target, StringComparison.Ordinal) ? LinkTo(target) : WikiLink.Text(shown);
        }

        if (configuration.GetBool(Section, "never_obfuscate_mailto", other: false))
            return LinkTo(target);
        var (address, label) = (names.Format(target.Target), names.Format(target.Label));
        if (string.Equals(address, target.Target, StringComparison.Ordinal) && string.Equals(label, target.Label, StringComparison.Ordinal))
            return LinkTo(target);
        return WikiLink.Text(label.Length > 0 ? label : address);
    }

    private static WikiLink LinkTo(WikiLinkTarget target) =>
        new() { Label = target.Label, Href = "mailto:" + target.Target, CssClass = "mail-link", HasIcon = true };
}
