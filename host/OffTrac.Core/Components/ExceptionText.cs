namespace OffTrac.Core.Components;

/// <summary>Text of a plugin's exception, whose own code may throw too.</summary>
public static class ExceptionText
{
    /// <summary>Type and message in one line.</summary>
    public static string Line(Exception exception)
    {
        try
        {
            return $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
        }
        catch (Exception)
        {
            return exception.GetType().Name;
        }
    }

    /// <summary>Everything, with the stack.</summary>
    public static string Full(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception)
        {
            return exception.GetType().FullName ?? "";
        }
    }
}
