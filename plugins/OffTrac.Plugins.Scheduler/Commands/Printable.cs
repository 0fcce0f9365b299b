namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>Text of tasks as a terminal may get it.</summary>
internal static class Printable
{
    /// <summary>Control characters become blanks, so that what a task logged can't move the cursor of whoever reads it.</summary>
    public static string Of(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) && source[i] is not ('\n' or '\t') ? ' ' : source[i];
        });
}
