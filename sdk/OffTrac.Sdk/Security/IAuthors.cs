using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Security;

/// <summary>
/// How people see other people: full names where <c>[trac] show_full_names</c> says so, e-mail addresses only where the reader may see
/// them. Stands for <c>format_author</c> and <c>authorinfo</c> of Trac's <c>Chrome</c>.
/// </summary>
public interface IAuthors
{
    /// <summary>A person's name as plain text: <c>(none)</c> for nobody, <c>ana@…</c> for an address that the reader may not see.</summary>
    /// <param name="author">Login, name or address as stored; null or empty for nobody.</param>
    /// <param name="user">Who reads it: login, or <c>anonymous</c>.</param>
    /// <param name="resource">What the name stands on, for <c>EMAIL_VIEW</c>; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string> FormatAsync(string? author, string user, Resource? resource, CancellationToken cancellation);

    /// <summary>The same as HTML, in an element <c>span</c> with class <c>trac-author</c>, for the reader's own name <c>trac-author-user</c>.</summary>
    /// <param name="author">Login, name or address as stored; null or empty for nobody.</param>
    /// <param name="user">Who reads it: login, or <c>anonymous</c>.</param>
    /// <param name="resource">What the name stands on, for <c>EMAIL_VIEW</c>; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string> ToHtmlAsync(string? author, string user, Resource? resource, CancellationToken cancellation);
}
