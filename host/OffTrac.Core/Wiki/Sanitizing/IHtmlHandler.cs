namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>Is told what <see cref="HtmlReader"/> finds. Comments are not told of.</summary>
internal interface IHtmlHandler
{
    void StartTag(string name, IReadOnlyList<KeyValuePair<string, string?>> attributes, bool isEmpty);

    void EndTag(string name);

    /// <summary>Text with its character references resolved.</summary>
    void Text(string text);

    /// <summary>What stands between <c>&lt;!</c> and <c>&gt;</c> of a document type.</summary>
    void Declaration(string text);

    /// <summary>What stands between <c>&lt;?</c> and <c>&gt;</c>.</summary>
    void Instruction(string text);
}
