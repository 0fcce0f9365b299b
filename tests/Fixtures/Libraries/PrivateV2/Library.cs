namespace Fixture.Private;

public static class Library
{
    public static string Version => "private 2";
}
