from timonerie.cli.main import main

main()
