using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>The box that stands where a macro or processor failed.</summary>
internal static class FailedCall
{
    public static CallOutcome Box(WikiCall call, TracException exception)
    {
        var detail = exception switch
        {
            WikiMacroException wrong => wrong.Html,
            ComponentFailedException failed => HtmlText.Escape(failed.Reason),
            _ => HtmlText.Escape(exception.Message),
        };
        var what = call.IsBlock ? $"Processor {call.Name}" : $"Macro {call.Name}({call.Content ?? "None"})";
        var error = !call.IsBlock && exception is WikiMacroException ? "" : "Error: ";
        return new CallOutcome.Html(ErrorBox.Html(HtmlText.Escape($"{error}{what} failed"), detail), IsBox: true);
    }
}
