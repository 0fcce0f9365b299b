namespace OffTrac.Sdk.Wiki;

/// <summary>What a macro expands to.</summary>
public sealed record WikiMacroResult
{
    private WikiMacroResult(string text, bool isHtml, WikiFlavor flavor)
    {
        Text = text;
        IsHtml = isHtml;
        Flavor = flavor;
    }

    /// <summary>HTML or wiki text, as <see cref="IsHtml"/> says.</summary>
    public string Text { get; }

    /// <summary>Whether <see cref="Text"/> is HTML.</summary>
    public bool IsHtml { get; }

    /// <summary>What wiki text is rendered to: <see cref="WikiFlavor.Html"/> or <see cref="WikiFlavor.OneLiner"/>.</summary>
    public WikiFlavor Flavor { get; }

    /// <summary>HTML, taken as it is: the macro answers for its safety.</summary>
    /// <param name="html">The HTML.</param>
    public static WikiMacroResult Html(string html) => new(html, isHtml: true, WikiFlavor.Html);

    /// <summary>Wiki text, rendered in the place of the call.</summary>
    /// <param name="text">The text.</param>
    /// <param name="flavor">What to render it to.</param>
    public static WikiMacroResult Wiki(string text, WikiFlavor flavor) => new(text, isHtml: false, flavor);
}
