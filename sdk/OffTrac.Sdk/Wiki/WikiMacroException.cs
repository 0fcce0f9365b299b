namespace OffTrac.Sdk.Wiki;

/// <summary>A macro was called wrongly: a box with the message is shown in its place. Stands for Trac's <c>MacroError</c>.</summary>
public sealed class WikiMacroException : TracException
{
    /// <summary>A message in plain text.</summary>
    /// <param name="message">What is wrong.</param>
    public WikiMacroException(string message)
        : base(message)
        => Html = System.Net.WebUtility.HtmlEncode(message);

    /// <summary>A message with markup of its own.</summary>
    /// <param name="message">What is wrong, in plain text.</param>
    /// <param name="html">The same as HTML.</param>
    public WikiMacroException(string message, string html)
        : base(message)
        => Html = html;

    /// <summary>What is wrong, as HTML.</summary>
    public string Html { get; }
}
