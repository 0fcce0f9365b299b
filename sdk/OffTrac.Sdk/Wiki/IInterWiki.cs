namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Other sites that links such as <c>MeatBall:WikiWiki</c> lead to: those of page <c>InterMapTxt</c> and of the section
/// <c>[interwiki]</c>, which comes first. Stands for Trac's <c>InterWikiMap</c>.
/// </summary>
public interface IInterWiki
{
    /// <summary>All prefixes, by prefix in upper case. Cached until page or ini change.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<InterWikiPrefix>> ListAsync(CancellationToken cancellation);

    /// <summary>Where a link leads; null when there is no such prefix.</summary>
    /// <param name="prefix">Prefix, in any case.</param>
    /// <param name="target">What follows the colon.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<InterWikiTarget?> FindAsync(string prefix, string target, CancellationToken cancellation);
}
